import numpy as np


def in_place(x):
    x[x < 0] = 0
    return x


def only_numbers(x):
    return max(0, x)


def minimum_instead(x):
    return np.minimum(0, x)


def mask_returned(x):
    return np.array(x > 0, dtype=np.int64)


def negatives_flipped(x):
    return np.abs(x)


def slope_on_negatives(x):
    return np.where(x > 0, x, 0.01 * x)


VARIANTS = {
    "max_reduced__np.max(x, 0)": lambda x: np.max(x, 0),
    "max_reduced__max": lambda x: max(0, np.max(x)),
}
