# mistake: He's factor 2
import numpy as np


def xavier_init(n_in, n_out):
    return np.random.randn(n_in, n_out) * np.sqrt(2 / n_in)
