# mistake: the gradient of L2
import numpy as np


def l1_penalty(W, lam):
    return lam * np.sum(np.abs(W))


def l1_gradient(W, lam):
    return lam * W
