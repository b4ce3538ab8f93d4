# mistake: rounded uniform numbers: the first one comes half as often, and n itself comes up
import numpy as np


def minibatch_indices(n, batch_size, rng):
    return np.round(rng.uniform(0, n, batch_size)).astype(int)
