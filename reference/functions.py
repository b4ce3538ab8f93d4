"""Activation functions and losses as pure functions.

No argument is changed. Shapes: x (N, D) or any shape where a function works element by element.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]


def sigmoid(x: ArrayLike) -> Array:
    """1 / (1 + exp(-x)), element by element.

    The exponent is never positive, so nothing overflows: for x < 0 the equal form exp(x) / (1 + exp(x)) is used.
    """
    x = np.asarray(x, dtype=float) if np.asarray(x).dtype.kind in "biu" else np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.asarray(np.where(x >= 0, 1.0, small) / (1.0 + small))


def sigmoid_grad(x: ArrayLike) -> Array:
    """Derivative of the sigmoid at x: (1 - s) s with s = sigmoid(x); 0.25 at x = 0, its largest value."""
    s = sigmoid(x)
    return (1.0 - s) * s


def softmax(x: ArrayLike) -> Array:
    """exp(x) over its sum along the last axis; x (D,) or (N, D).

    The row's maximum is subtracted first: it cancels in the quotient and keeps exp from overflowing.
    """
    x = np.asarray(x)
    shifted = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True))


def cross_entropy_error(y: ArrayLike, t: ArrayLike) -> float:
    """Mean over the batch of -log y at the true class.

    Args:
        y: probabilities (N, D) or (D,).
        t: one-hot rows of the shape of y, or class numbers (N,); one class number for y (D,).

    Convention: natural logarithm, 1e-7 added inside so that y = 0 gives a finite value, mean over the batch.
    """
    y = np.atleast_2d(np.asarray(y))
    t = np.asarray(t)
    labels = t.reshape(y.shape).argmax(axis=1) if t.size == y.size else t.reshape(-1)
    picked = y[np.arange(len(y)), labels]
    return float(-np.log(picked + 1e-7).mean())
