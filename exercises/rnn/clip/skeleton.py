import numpy as np


def clip_grads(grads, max_norm):
    """grads ← grads · max_norm / norm where norm > max_norm, in place; norm = √(sum of the squares of all elements)

    grads: list of arrays   max_norm: one number
    """
    raise NotImplementedError
