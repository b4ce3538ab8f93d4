import numpy as np


def l2_penalty(W, lam):
    """½ λ ΣW²

    W: an array of any shape   lam: λ, a number
    returns: one number
    """
    raise NotImplementedError


def l2_gradient(W, lam):
    """Gradient of l2_penalty by W

    W: an array of any shape   lam: λ, a number
    returns: the shape of W
    """
    raise NotImplementedError
