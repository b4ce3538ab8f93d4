# mistake: the norm is not squared
import numpy as np


def l2_penalty(W, lam):
    return 0.5 * lam * np.sqrt(np.sum(W ** 2))


def l2_gradient(W, lam):
    return lam * W
