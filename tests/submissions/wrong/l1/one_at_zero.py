# mistake: 1 at W = 0
import numpy as np


def l1_penalty(W, lam):
    return lam * np.sum(np.abs(W))


def l1_gradient(W, lam):
    return np.where(W >= 0, lam, -lam)
