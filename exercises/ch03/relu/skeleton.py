import numpy as np


def relu(x):
    """x where x > 0, else 0, element by element.

    x: an array of any shape, which is left as it is
    returns: the same shape
    """
    raise NotImplementedError
