# mistake: np.random.rand: the mean is not 0
import numpy as np


def xavier_init(n_in, n_out):
    return np.random.rand(n_in, n_out) * np.sqrt(1 / n_in)
