"""Sequences to learn from, and the clipping that recurrent training needs.

Sources: *Deep Learning from Scratch 2*, chapter 6 (clipping); reading-circle notes on *Detailed Deep Learning* (sine
wave, adding problem); Hochreiter and Schmidhuber, Neural Computation 9 (1997) 1735-1780 (adding problem).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]

EPSILON = 1e-6
"""Keeps the rate of `clip_grads` finite, as in the book; it moves the clipped norm by one part in a million."""


def clip_grads(grads: Sequence[Array], max_norm: float) -> None:
    """Shortens the gradients in place where their norm is above `max_norm`; their direction stays.

    Args:
        grads: arrays of floats of any shapes; the norm is that of all their elements together.
        max_norm: the largest norm that is left as it is.

    Convention: one norm over all arrays, and 1e-6 added to it in the division, as in the book.
    """
    norm = np.sqrt(sum(float((grad**2).sum()) for grad in grads))
    rate = max_norm / (norm + EPSILON)
    if rate < 1.0:
        for grad in grads:
            grad *= rate


def make_sine_windows(series: ArrayLike, length: int) -> tuple[Array, Array]:
    """Every window of a series, and the value that follows each.

    Args:
        series: values in the order of time, (T,).
        length: number of values in a window.

    Returns:
        x (n, length, 1) and t (n, 1) with n = T - length: x[i] is series[i : i + length], t[i] is series[i + length].

    Raises:
        ValueError: the series is not longer than a window.
    """
    values = np.asarray(series)
    n = len(values) - length
    if n < 1:
        raise ValueError(f"a series of {len(values)} values holds no window of {length} and a value after it")
    x = np.stack([values[i : i + length] for i in range(n)])
    return x[:, :, np.newaxis], values[length:, np.newaxis].copy()


def make_adding_problem(n: int, length: int, rng: np.random.Generator | int | None = None) -> tuple[Array, Array]:
    """Sequences of random numbers two of which are marked; the target is the sum of the two.

    Args:
        n: number of sequences.
        length: number of steps, at least 2.
        rng: a generator, or a seed for one.

    Returns:
        x (n, length, 2): x[:, :, 0] uniform in [0, 1), x[:, :, 1] the marks, 1.0 at one step of the first half and at
        one of the second, else 0.0; and t (n,), the sum of the two marked numbers.

    Raises:
        ValueError: fewer than two steps.

    The variance of the target is 2 · 1/12 = 1/6: what a program reaches that always answers the mean, 1.
    """
    if length < 2:
        raise ValueError(f"{length} steps have no two halves")
    rng = np.random.default_rng(rng)
    values, marks = rng.random((n, length)), np.zeros((n, length))
    half, rows = length // 2, np.arange(n)
    marks[rows, rng.integers(0, half, n)] = 1.0
    marks[rows, rng.integers(half, length, n)] = 1.0
    return np.stack([values, marks], axis=2), (values * marks).sum(axis=1)
