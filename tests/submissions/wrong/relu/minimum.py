# mistake: minimum in place of maximum
import numpy as np


def relu(x):
    return np.minimum(0, x)
