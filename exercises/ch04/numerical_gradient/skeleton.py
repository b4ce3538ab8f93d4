import numpy as np


def numerical_gradient(f, x):
    """Gradient of f at x by central differences, h = 1e-4.

    f: takes the whole array x, gives one number
    x: an array of floats of any shape; it is as before when the function returns
    returns: the shape of x
    """
    raise NotImplementedError
