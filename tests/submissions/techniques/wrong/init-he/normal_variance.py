# mistake: np.random.normal is given the variance
import numpy as np


def he_init(n_in, n_out):
    return np.random.normal(0, 2 / n_in, (n_in, n_out))
