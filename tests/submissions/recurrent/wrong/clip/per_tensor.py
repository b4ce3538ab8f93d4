# mistake: each tensor is clipped by its own norm
import numpy as np


def clip_grads(grads, max_norm):
    for grad in grads:
        norm = np.sqrt(np.sum(grad ** 2))
        if norm > max_norm:
            grad *= max_norm / norm
