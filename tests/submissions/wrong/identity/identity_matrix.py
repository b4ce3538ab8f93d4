# mistake: gives the identity matrix
import numpy as np


def identity_function(x):
    return np.eye(len(x))
