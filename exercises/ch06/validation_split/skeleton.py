import numpy as np


def split_validation(x, t, rate=0.2):
    """Sets a part of the data apart for validation.

    x: (N, ...)   t: (N,) labels or (N, classes) one-hot   rate: share that goes to validation
    returns: x_train, t_train, x_val, t_val
    """
    raise NotImplementedError
