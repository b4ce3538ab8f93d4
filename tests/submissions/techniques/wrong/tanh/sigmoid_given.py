# mistake: the sigmoid is given in place of tanh
import numpy as np


def tanh(x):
    return 1 / (1 + np.exp(-x))
