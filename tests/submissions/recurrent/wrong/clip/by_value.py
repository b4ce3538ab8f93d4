# mistake: each element is clipped
import numpy as np


def clip_grads(grads, max_norm):
    for grad in grads:
        np.clip(grad, -max_norm, max_norm, out=grad)
