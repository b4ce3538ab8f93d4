# mistake: uniform within ±1/√n: the deviation is √3 too small
import numpy as np


def xavier_init(n_in, n_out):
    return np.random.uniform(-1 / np.sqrt(n_in), 1 / np.sqrt(n_in), (n_in, n_out))
