import numpy as np


def in_place(x, alpha=0.01):
    x[x < 0] *= alpha
    return x


def slope_on_wrong_side(x, alpha=0.01):
    return np.where(x > 0, alpha * x, x)


def plain_relu(x, alpha=0.01):
    return np.maximum(0, x)


def alpha_added(x, alpha=0.01):
    return np.where(x > 0, x, alpha)


def negatives_flipped(x, alpha=0.01):
    return np.where(x > 0, x, -alpha * x)


def only_numbers(x, alpha=0.01):
    return x if x > 0 else alpha * x


def alpha_ignored(x, alpha=0.01):
    return np.where(x > 0, x, 0.01 * x)


def derivative_returned(x, alpha=0.01):
    return np.where(x > 0, 1.0, alpha)


def int_truncated(x, alpha=0.01):
    out = np.array(x)
    out[out < 0] = (alpha * out[out < 0]).astype(out.dtype)
    return out


def _default(value):
    return lambda x, alpha=value: np.where(x > 0, x, alpha * x)


VARIANTS = {
    "max_reduced__max": lambda x, alpha=0.01: max(alpha * np.max(x), np.max(x)),
    "max_reduced__axis": lambda x, alpha=0.01: np.max(x, 0),
    **{f"other_default__{value}": _default(value) for value in (0.1, 0.2, 0.3, 0.001, 0.05)},
}
