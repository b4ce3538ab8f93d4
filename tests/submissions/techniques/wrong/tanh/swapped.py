# mistake: numerator and denominator swapped
import numpy as np


def tanh(x):
    return 1 / np.tanh(x)
