# mistake: exp(x) in the denominator where exp(-x) is due
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(x))
