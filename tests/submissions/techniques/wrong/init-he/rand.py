# mistake: np.random.rand: all positive
import numpy as np


def he_init(n_in, n_out):
    return np.random.rand(n_in, n_out) * np.sqrt(2 / n_in)
