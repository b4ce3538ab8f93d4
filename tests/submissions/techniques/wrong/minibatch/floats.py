# mistake: fractions come back
import numpy as np


def minibatch_indices(n, batch_size, rng):
    return rng.uniform(0, n, batch_size)
