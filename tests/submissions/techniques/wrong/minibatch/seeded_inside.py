# mistake: a generator with a fixed seed is made at each call
import numpy as np


def minibatch_indices(n, batch_size, rng):
    rng = np.random.default_rng(0)
    return rng.choice(n, batch_size)
