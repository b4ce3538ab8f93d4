import numpy as np
from functools import partial, reduce
from .consts import H, LR

numerical_diff = lambda f, x: (f(x + H) - f(x - H)) / (2 * H)


def _bump(x, idx, h):
    y = x.astype(float)
    y[idx] += h
    return y


def _partial(f, x, idx):
    return (f(_bump(x, idx, H)) - f(_bump(x, idx, -H))) / (2 * H)


def numerical_gradient(f, x):
    out = np.empty(x.shape)
    for idx, _ in np.ndenumerate(x):
        out[idx] = _partial(f, x, idx)
    return out


def gradient_descent(f, init_x, lr=LR, step_num=100):
    return reduce(lambda x, _: x - lr * numerical_gradient(f, x), range(step_num), init_x)
