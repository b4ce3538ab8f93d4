import numpy as np


def identity_function(x):
    """x as it is: the output activation of a regression.

    x: an array of any shape
    returns: the same shape and values
    """
    raise NotImplementedError
