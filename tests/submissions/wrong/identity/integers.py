# mistake: turns the values into integers
import numpy as np


def identity_function(x):
    return np.array(x, dtype=int)
