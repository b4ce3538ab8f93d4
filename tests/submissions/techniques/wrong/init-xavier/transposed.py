# mistake: shape (n_out, n_in)
import numpy as np


def xavier_init(n_in, n_out):
    return np.random.randn(n_out, n_in) * np.sqrt(1 / n_in)
