# mistake: h is so small that it is rounded away
import numpy as np


def numerical_diff(f, x):
    h = 1e-50
    return (f(x + h) - f(x - h)) / (2 * h)
