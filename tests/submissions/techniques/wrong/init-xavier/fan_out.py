# mistake: divided by the root of n_out
import numpy as np


def xavier_init(n_in, n_out):
    return np.random.randn(n_in, n_out) * np.sqrt(1 / n_out)
