import numpy as np


def backprop_delta(p, V, delta_next):
    """Errors of a layer of sigmoid units h = f(p) from those of the next one, q = V h.

    p: (N, this), what the units take in   V: (next, this)   delta_next: (N, next), dE/dq
    returns: dE/dp, (N, this)
    """
    raise NotImplementedError
