# mistake: the denominator is 2: this is sinh
import numpy as np


def tanh(x):
    return (np.exp(x) - np.exp(-x)) / 2
