# mistake: each example is taken with probability batch_size/n, so the size varies
import numpy as np


def minibatch_indices(n, batch_size, rng):
    return np.where(rng.random(n) < batch_size / n)[0]
