import numpy as np

from ....reference.functions import sigmoid


def sigmoid_instead(x):
    return sigmoid(x)


def two_forgotten(x):
    return 2 * sigmoid(x) - 1


def not_shifted(x):
    return 2 * sigmoid(2 * np.asarray(x))


def sign_reversed(x):
    return -np.tanh(x)


def tan_instead(x):
    return np.tan(x)


def fraction_inverted(x):
    return 1 / np.tanh(x)


def derivative_returned(x):
    return 1 - np.tanh(x) ** 2


def not_divided(x):
    return np.sinh(x)


def overflow_to_nan(x):
    return (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))


def int_truncated(x):
    out = np.zeros_like(x)
    out[...] = np.tanh(x)
    return out


def in_place(x):
    x[...] = np.tanh(x)
    return x
