import numpy as np


def minibatch_indices(n, batch_size, rng):
    """Places of a mini-batch, drawn at random among n examples.

    n: number of examples
    batch_size: number of places to draw, at most n
    rng: a generator made by np.random.default_rng, from which to draw
    returns: (batch_size,) whole numbers from 0 to n - 1
    """
    raise NotImplementedError
