# mistake: 2/√n, as printed in places
import numpy as np


def he_init(n_in, n_out):
    return np.random.randn(n_in, n_out) * (2 / np.sqrt(n_in))
