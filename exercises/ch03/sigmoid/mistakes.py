import numpy as np


def tanh_instead(x):
    return np.tanh(x)


def exp_sign(x):
    return 1 / (1 + np.exp(x))


def overflow_to_nan(x):
    return np.exp(x) / (1 + np.exp(x))


def int_truncated(x):
    out = np.zeros_like(x)
    out[...] = 1 / (1 + np.exp(-x))
    return out


def bracket_missing(x):
    return 1 / 1 + np.exp(-x)
