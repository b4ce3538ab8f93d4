# mistake: 2λW although the penalty has its half
import numpy as np


def l2_penalty(W, lam):
    return 0.5 * lam * np.sum(W ** 2)


def l2_gradient(W, lam):
    return 2 * lam * W
