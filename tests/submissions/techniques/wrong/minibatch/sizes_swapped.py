# mistake: n and batch_size are swapped
import numpy as np


def minibatch_indices(n, batch_size, rng):
    return rng.integers(0, batch_size, n)
