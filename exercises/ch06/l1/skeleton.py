import numpy as np


def l1_penalty(W, lam):
    """λ Σ|W|

    W: an array of any shape   lam: λ, a number
    returns: one number
    """
    raise NotImplementedError


def l1_gradient(W, lam):
    """Gradient of l1_penalty by W; 0 where W is 0

    W: an array of any shape   lam: λ, a number
    returns: the shape of W
    """
    raise NotImplementedError
