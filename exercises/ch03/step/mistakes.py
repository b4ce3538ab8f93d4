import numpy as np


def int_for_arrays(x):
    return int(np.max(x) > 0)


def only_numbers(x):
    if x > 0:
        return 1
    return 0


def half_at_zero(x):
    return np.heaviside(x, 0.5)


def sign_instead(x):
    return np.sign(x)


def step_reversed(x):
    return np.array(x < 0, dtype=np.int64)


def threshold_at_one(x):
    return np.array(x > 1, dtype=np.int64)


def relu_instead(x):
    return np.maximum(0, x)
