# mistake: the absolute value is missing in the penalty
import numpy as np


def l1_penalty(W, lam):
    return lam * np.sum(W)


def l1_gradient(W, lam):
    return lam * np.sign(W)
