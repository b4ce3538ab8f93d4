# mistake: one answer for the whole array
import numpy as np


def step_function(x):
    if np.any(x > 0):
        return np.array(1)
    return np.array(0)
