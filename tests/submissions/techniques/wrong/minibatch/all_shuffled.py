# mistake: all n numbers come back shuffled
import numpy as np


def minibatch_indices(n, batch_size, rng):
    return rng.permutation(n)
