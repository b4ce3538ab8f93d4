import numpy as np

from ....reference.regularization import l1_gradient
from ...checking import replaces


@replaces("l1_gradient")
def abs_for_sign(W, lam):
    return lam * np.abs(W)


@replaces("l1_gradient")
def one_at_zero(W, lam):
    return lam * np.where(W >= 0, 1.0, -1.0)


@replaces("l1_gradient")
def minus_one_at_zero(W, lam):
    return lam * np.where(W > 0, 1.0, -1.0)


@replaces("l1_gradient")
def gradient_without_lambda(W, lam):
    return np.sign(W)


@replaces("l1_gradient")
def gradient_of_l2(W, lam):
    return lam * W


@replaces("l1_gradient")
def sign_lost(W, lam):
    return lam * np.ones_like(W)


@replaces("l1_gradient")
def gradient_reversed(W, lam):
    return -l1_gradient(W, lam)


def without_abs(W, lam):
    return float(lam * W.sum())


def penalty_without_lambda(W, lam):
    return float(np.abs(W).sum())


def penalty_averaged(W, lam):
    return float(lam * np.abs(W).mean())


def penalty_halved(W, lam):
    return float(0.5 * lam * np.abs(W).sum())


def penalty_of_l2(W, lam):
    return float(0.5 * lam * (W**2).sum())
