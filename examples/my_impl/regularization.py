import numpy as np


def l1_penalty(W, lam):
    return lam * np.abs(W).sum()


def l1_gradient(W, lam):
    return lam * np.sign(W)


def l2_penalty(W, lam):
    return 0.5 * lam * (W**2).sum()


def l2_gradient(W, lam):
    # W**2 を微分すると 2W
    return 2 * lam * W
