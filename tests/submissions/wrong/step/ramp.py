# mistake: gives x itself where it is positive
import numpy as np


def step_function(x):
    y = x.copy()
    y[x <= 0] = 0
    return y
