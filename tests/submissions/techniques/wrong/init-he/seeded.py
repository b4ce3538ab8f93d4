# mistake: seeded inside
import numpy as np


def he_init(n_in, n_out):
    np.random.seed(42)
    return np.random.randn(n_in, n_out) * np.sqrt(2 / n_in)
