# mistake: exp(-x) - exp(x) in the numerator
import numpy as np


def tanh(x):
    return np.tanh(-x)
