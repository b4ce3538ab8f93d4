import numpy as np

from ....reference.losses import sum_squared_error


def batch_mean(y, t):
    return sum_squared_error(y, t) / len(np.atleast_2d(y))
