"""Differentiation by central differences, and the descent that goes by it.

The step is h = 1e-4: the truncation error falls with h² and the rounding error grows with eps / h, and near 1e-4 to
1e-5 the two are about equal for float64. Source: *Deep Learning from Scratch*, chapter 4.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]

H = 1e-4


def numerical_diff(f: Callable[[float], float], x: float) -> float:
    """Derivative of a function of one number at x: (f(x + h) - f(x - h)) / 2h."""
    return (f(x + H) - f(x - H)) / (2 * H)


def numerical_gradient(f: Callable[[Array], float], x: Array) -> Array:
    """Gradient of f at x, in the shape of x.

    Each element in turn is moved by ±h within x itself, so that an f that looks at x from elsewhere (a network's loss
    at its own weights) sees it, and is put back.

    Args:
        f: takes the whole array, gives a number.
        x: point, an array of floats of any shape.

    Raises:
        TypeError: x is not an array of floats; in an integer array x + h would be cut back to x or x ± 1.
    """
    if np.asarray(x).dtype.kind != "f":
        raise TypeError(f"x must be an array of floats, not of {np.asarray(x).dtype}; use x.astype(float)")
    grad = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        kept = x[index]
        x[index] = kept + H
        above = f(x)
        x[index] = kept - H
        below = f(x)
        x[index] = kept
        grad[index] = (above - below) / (2 * H)
    return grad


def gradient_descent(f: Callable[[Array], float], init_x: ArrayLike, lr: float = 0.01, step_num: int = 100) -> Array:
    """The point reached after `step_num` steps x ← x - lr ∇f(x); init_x is left alone.

    Args:
        f: takes an array of the shape of init_x, gives a number.
        init_x: start.
        lr: length of a step in units of the gradient.
        step_num: number of steps.
    """
    x = np.array(init_x, dtype=float)
    for _ in range(step_num):
        x -= lr * numerical_gradient(f, x)
    return x
