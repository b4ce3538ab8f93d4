# mistake: √(1/(n_in + n_out)): the 2 is missing
import numpy as np


def xavier_init(n_in, n_out):
    return np.random.randn(n_in, n_out) * np.sqrt(1 / (n_in + n_out))
