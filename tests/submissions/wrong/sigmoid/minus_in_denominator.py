# mistake: 1 - exp(-x) in the denominator
import numpy as np


def sigmoid(x):
    return 1 / (1 - np.exp(-x))
