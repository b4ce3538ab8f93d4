# mistake: the absolute value of the sum
import numpy as np


def l1_penalty(W, lam):
    return lam * np.abs(np.sum(W))


def l1_gradient(W, lam):
    return lam * np.sign(W)
