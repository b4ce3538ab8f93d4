import numpy as np

from ....reference.functions import sigmoid


def peak_one(x):
    return 1.0 - np.tanh(x) ** 2


def _square(y):
    return 1.0 - y**2


def int_truncated(x):
    out = np.zeros_like(x)
    out[...] = (1.0 - sigmoid(x)) * sigmoid(x)
    return out


VARIANTS = {
    "factor_missing__(1 - s)": sigmoid,
    "factor_missing__s": lambda x: 1.0 - sigmoid(x),
    "squared__s": lambda x: _square(sigmoid(x)),
    "squared__y": _square,
}
