# mistake: gives -1 below zero, as sign does
import numpy as np


def step_function(x):
    return np.sign(x)
