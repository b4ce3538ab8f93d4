import numpy as np


def one_at_zero(x):
    return np.array(x >= 0, dtype=np.int64)
