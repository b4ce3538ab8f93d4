# mistake: a run of neighbours from a random start
import numpy as np


def minibatch_indices(n, batch_size, rng):
    start = rng.integers(0, n - batch_size + 1)
    return np.arange(start, start + batch_size)
