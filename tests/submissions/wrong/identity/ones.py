# mistake: gives ones
import numpy as np


def identity_function(x):
    return np.ones_like(x)
