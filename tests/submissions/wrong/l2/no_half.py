# mistake: the penalty lacks its half and the gradient is λW
import numpy as np


def l2_penalty(W, lam):
    return lam * np.sum(W ** 2)


def l2_gradient(W, lam):
    return lam * W
