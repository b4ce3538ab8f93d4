import numpy as np


def sigmoid_grad(x):
    """Derivative of the sigmoid at x, element by element: (1 - s) s with s = sigmoid(x).

    x: an array of any shape
    returns: the same shape, values between 0 and 0.25
    """
    raise NotImplementedError
