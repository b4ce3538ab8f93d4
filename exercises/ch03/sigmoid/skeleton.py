import numpy as np  # noqa: F401


def sigmoid(x):
    """1 / (1 + exp(-x)), element by element.

    x: a number or an array of any shape
    returns: the same shape, values between 0 and 1
    """
    raise NotImplementedError
