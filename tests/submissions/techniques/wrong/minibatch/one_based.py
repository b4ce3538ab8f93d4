# mistake: numbers run from 1 to n
import numpy as np


def minibatch_indices(n, batch_size, rng):
    return rng.integers(1, n + 1, batch_size)
