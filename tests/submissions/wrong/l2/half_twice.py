# mistake: the half is also in the gradient
import numpy as np


def l2_penalty(W, lam):
    return 0.5 * lam * np.sum(W ** 2)


def l2_gradient(W, lam):
    return 0.5 * lam * W
