# mistake: λ is squared along with W
import numpy as np


def l2_penalty(W, lam):
    return 0.5 * np.sum((lam * W) ** 2)


def l2_gradient(W, lam):
    return lam * W
