# mistake: √(2/n_out)
import numpy as np


def he_init(n_in, n_out):
    return np.random.randn(n_in, n_out) * np.sqrt(2 / n_out)
