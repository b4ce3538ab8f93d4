# mistake: the last example is never drawn
import numpy as np


def minibatch_indices(n, batch_size, rng):
    return rng.integers(0, n - 1, batch_size)
