import numpy as np

from ....reference.regularization import l2_gradient
from ...checking import replaces


@replaces("l2_gradient")
def gradient_doubled(W, lam):
    return 2 * lam * W


@replaces("l2_gradient")
def gradient_squared(W, lam):
    return lam * W**2


@replaces("l2_gradient")
def gradient_halved(W, lam):
    return 0.5 * lam * W


@replaces("l2_gradient")
def gradient_without_lambda(W, lam):
    return W.copy()


@replaces("l2_gradient")
def gradient_of_l1(W, lam):
    return lam * np.sign(W)


@replaces("l2_gradient")
def gradient_reversed(W, lam):
    return -l2_gradient(W, lam)


def penalty_doubled(W, lam):
    return float(lam * (W**2).sum())


def penalty_without_lambda(W, lam):
    return float(0.5 * (W**2).sum())


def penalty_averaged(W, lam):
    return float(0.5 * lam * (W**2).mean())


def norm_not_squared(W, lam):
    return float(0.5 * lam * np.sqrt((W**2).sum()))


def sum_squared(W, lam):
    return float(0.5 * lam * W.sum() ** 2)


def penalty_of_l1(W, lam):
    return float(lam * np.abs(W).sum())
