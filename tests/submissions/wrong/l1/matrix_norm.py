# mistake: the 1-norm of the matrix is the largest column sum
import numpy as np


def l1_penalty(W, lam):
    return lam * np.linalg.norm(W, 1)


def l1_gradient(W, lam):
    return lam * np.sign(W)
