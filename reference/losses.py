"""Losses as pure functions: how far the network's output y is from the target t.

No argument is changed. Source: *Deep Learning from Scratch*, chapter 4.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]


def sum_squared_error(y: ArrayLike, t: ArrayLike) -> float:
    """½ Σ (y - t)² over every element; the ½ makes the gradient y - t.

    Args:
        y: output (D,) or (N, D).
        t: target in the shape of y.

    Convention: the sum runs over the batch as well; nothing is divided by N.
    """
    return float(0.5 * np.sum(np.square(np.subtract(y, t, dtype=float))))


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
