import numpy as np

from ....reference.numerical import numerical_gradient

H = 1e-4
STEPS = ("1e-4", "1e-3", "1e-5", "1e-6", "1e-7")


def _elements(x, f, difference):
    """The gradient where `difference(f, x, index)` gives one element of it and puts x back, or does not."""
    grad = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        grad[index] = difference(f, x, index)
    return grad


def _left(h, end):
    """Leaves each element at x + end · h."""

    def difference(f, x, index):
        kept = x[index]
        x[index] = kept + h
        above = f(x)
        x[index] = kept - h
        below = f(x)
        x[index] = kept + end * h
        return (above - below) / (2 * h)

    return lambda f, x: _elements(x, f, difference)


def _forward(h):
    def difference(f, x, index):
        kept = x[index]
        below = f(x)
        x[index] = kept + h
        above = f(x)
        x[index] = kept
        return (above - below) / h

    return lambda f, x: _elements(x, f, difference)


def only_first_row(f, x):
    whole = numerical_gradient(f, x)
    if x.ndim == 1:
        return whole
    grad = np.zeros_like(x)
    grad[0] = whole[0]
    return grad


def rows_as_batch(f, x):
    if x.ndim == 1:
        return numerical_gradient(f, x)
    return np.array([rows_as_batch(f, row) for row in x])


def one_dimensional(f, x):
    grad = np.zeros_like(x)
    for i in range(x.size):
        kept = x[i]
        x[i] = kept + H
        above = f(x)
        x[i] = kept - H
        below = f(x)
        grad[i] = (above - below) / (2 * H)
        x[i] = kept
    return grad


def flat_copy(f, x):
    flat, grad = x.reshape(-1), np.zeros(x.shape)
    for i in range(x.size):
        kept = flat[i]
        flat[i] = kept + H
        above = f(x)
        flat[i] = kept - H
        below = f(x)
        grad.reshape(-1)[i] = (above - below) / (2 * H)
        flat[i] = kept
    return grad


def divided_by_h(f, x):
    return 2 * numerical_gradient(f, x)


def subtracted_once(f, x):
    return _forward(H)(f, x) / 2


def h_too_small(f, x):
    return np.zeros_like(x)


def all_moved_together(f, x):
    slope = (f(x + H) - f(x - H)) / (2 * H)
    return np.full(x.shape, slope)


def row_moved_together(f, x):
    grad = np.zeros(x.shape)
    for i in range(len(x)):
        kept = np.array(x[i])
        x[i] = kept + H
        above = f(x)
        x[i] = kept - H
        below = f(x)
        x[i] = kept
        grad[i] = (above - below) / (2 * H)
    return grad


def last_left_out(f, x):
    grad = numerical_gradient(f, x)
    grad.flat[-1] = 0
    return grad


VARIANTS = {
    **{f"x_left_changed__{h}": _left(float(h), -1) for h in STEPS[:4]},
    **{f"h_not_restored__{h}": _left(float(h), 1) for h in STEPS[:4]},
    **{f"forward_difference__{h}": _forward(float(h)) for h in STEPS},
    **{f"bracket_missing__{h}": lambda f, x, h=float(h): numerical_gradient(f, x) * h**2 for h in STEPS[:3]},
}
