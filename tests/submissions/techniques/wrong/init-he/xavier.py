# mistake: Xavier's √(1/n)
import numpy as np


def he_init(n_in, n_out):
    return np.random.randn(n_in, n_out) * np.sqrt(1 / n_in)
