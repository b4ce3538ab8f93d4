# mistake: 0.01 whatever the sizes
import numpy as np


def xavier_init(n_in, n_out):
    return np.random.randn(n_in, n_out) * 0.01
