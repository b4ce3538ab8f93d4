# mistake: a half stands in the penalty
import numpy as np


def l1_penalty(W, lam):
    return 0.5 * lam * np.sum(np.abs(W))


def l1_gradient(W, lam):
    return lam * np.sign(W)
