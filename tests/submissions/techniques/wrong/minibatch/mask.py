# mistake: a mask of n truth values
import numpy as np


def minibatch_indices(n, batch_size, rng):
    mask = np.zeros(n, dtype=bool)
    mask[rng.choice(n, batch_size, replace=False)] = True
    return mask
