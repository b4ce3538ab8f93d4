# mistake: λ is left out of the gradient
import numpy as np


def l1_penalty(W, lam):
    return lam * np.sum(np.abs(W))


def l1_gradient(W, lam):
    return np.sign(W)
