# mistake: √2/n: the root covers the 2 only
import numpy as np


def he_init(n_in, n_out):
    return np.random.randn(n_in, n_out) * np.sqrt(2) / n_in
