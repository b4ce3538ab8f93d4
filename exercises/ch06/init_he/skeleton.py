import numpy as np


def he_init(n_in, n_out):
    """Random weights with mean 0 and standard deviation √(2 / n_in).

    n_in: number of inputs   n_out: number of outputs
    returns: (n_in, n_out)
    """
    raise NotImplementedError
