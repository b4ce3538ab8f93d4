# mistake: 2/n: variance taken for deviation
import numpy as np


def he_init(n_in, n_out):
    return np.random.randn(n_in, n_out) * (2 / n_in)
