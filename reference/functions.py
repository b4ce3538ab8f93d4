"""Activation functions as pure functions.

No argument is changed. x is a number or an array of any shape, unless said otherwise; whole numbers are taken as
floats. Source: *Deep Learning from Scratch*, chapter 3.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]


def _floats(x: ArrayLike) -> Array:
    """x as an array of floats; float32 stays float32."""
    array = np.asarray(x)
    return array if array.dtype.kind == "f" else array.astype(float)


def step_function(x: ArrayLike) -> Array:
    """1 where x > 0, else 0, element by element, as integers.

    Convention: 0 at x = 0, as in the book.
    """
    return np.asarray(np.asarray(x) > 0, dtype=np.int64)


def sigmoid(x: ArrayLike) -> Array:
    """1 / (1 + exp(-x)), element by element.

    The exponent is never positive, so nothing overflows: for x < 0 the equal form exp(x) / (1 + exp(x)) is used.
    """
    x = _floats(x)
    small = np.exp(-np.abs(x))
    return np.asarray(np.where(x >= 0, 1.0, small) / (1.0 + small))


def sigmoid_grad(x: ArrayLike) -> Array:
    """Derivative of the sigmoid at x: (1 - s) s with s = sigmoid(x); 0.25 at x = 0, its largest value.

    Convention: the argument is x itself, not s.
    """
    s = sigmoid(x)
    return (1.0 - s) * s


def tanh(x: ArrayLike) -> Array:
    """(exp(x) - exp(-x)) / (exp(x) + exp(-x)), element by element, between -1 and 1.

    tanh(x) = 2 sigmoid(2x) - 1; NumPy's own is used, which keeps every digit near 0 and does not overflow far out.
    """
    return np.asarray(np.tanh(_floats(x)))


def relu(x: ArrayLike) -> Array:
    """x where x > 0, else 0, element by element, in the dtype of x."""
    return np.asarray(np.maximum(x, 0))


def leaky_relu(x: ArrayLike, alpha: float = 0.01) -> Array:
    """x where x > 0, else alpha · x, element by element: the negative side keeps a small slope and a gradient.

    Source: Maas, Hannun and Ng, Rectifier nonlinearities improve neural network acoustic models (2013).
    """
    x = _floats(x)
    return np.asarray(np.where(x > 0, x, alpha * x))


def identity_function(x: ArrayLike) -> Array:
    """x itself: the output activation of a regression."""
    return np.asarray(x)


def softmax(x: ArrayLike) -> Array:
    """exp(x) over its sum along the last axis; x (D,) or (N, D), each row gives probabilities that sum to 1.

    The row's maximum is subtracted first: it cancels in the quotient and keeps exp from overflowing.
    """
    x = _floats(x)
    raised = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))
