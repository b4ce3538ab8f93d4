import numpy as np

from ....reference.losses import cross_entropy_error


def batch_sum(y, t):
    return cross_entropy_error(y, t) * len(np.atleast_2d(y))
