# mistake: uniform within ±√(2/n)
import numpy as np


def he_init(n_in, n_out):
    return np.random.uniform(-1, 1, (n_in, n_out)) * np.sqrt(2 / n_in)
