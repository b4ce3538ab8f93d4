"""The gradient check: directional derivatives by Ridders' table of steps.

For each array, k directions of ±1 are drawn, so that every entry weighs the same, and the derivative of
sum(dout * forward) along each is extrapolated from central differences at shrinking steps (Ridders, Adv. Eng.
Software 4 (1982) 75-76). It costs 2 · LEVELS · k evaluations an array, whatever the array's size.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from .case import Array

DIRECTIONS = 3
LEVELS = 6
FIRST_STEP = 5e-2
SHRINK = 1.7

TOLERANCE = 4e-12
"""Largest relative error of a right backward pass; measured by tests/benchmarks/gradient_check.py."""

DOUBTS = 4.0
"""How many times the table's own error estimate the measured derivative may be off."""

MOST_DOUBT = 1e-12
"""The largest part of the scale that doubt may excuse, so that it never hides a mistake."""

FLOOR = 1e-2
"""Share of the summed |dout * out| that counts as a gradient's natural size where the gradient itself cancels."""

VISIBLE = 1e-4
"""Share of that natural size which some array's gradient must reach to show. Beside an output of 1e20 every gradient is
as good as none, and so is one of 1e-20 beside a constant: what is made up would be as right as anything."""

Forward = Callable[..., Any]


def directional_error(
    forward: Forward,
    at: Mapping[str, Array],
    grads: Mapping[str, Any],
    dout: Array,
    rng: np.random.Generator,
    shows: bool = False,
) -> float:
    """Largest relative error of `grads` along random directions, over all arrays.

    Args:
        forward: takes the arrays of `at` by name, gives an output of the shape of `dout`.
        at: the point.
        grads: claimed gradients of sum(dout * forward(**at)); arrays of `at` that are not named are not judged.
        dout: upstream gradient.
        rng: draws the directions.
        shows: whether some gradient has to be more than nothing beside the output.

    Returns:
        max over arrays and directions of |claimed - measured| / scale, where scale is the gradient's norm or the
        size of the terms that cancel in it; infinity for a wrong shape, a value that is not finite, or where
        none shows that has to.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        found = [_array_error(forward, at, name, grads[name], dout, rng) for name in grads]
    if shows and not any(visible for _, visible in found):
        return float("inf")
    return max((error for error, _ in found), default=0.0)


def _array_error(
    forward: Forward, at: Mapping[str, Array], name: str, claimed: Any, dout: Array, rng: np.random.Generator
) -> tuple[float, bool]:
    """The largest relative error of one array's gradient, and whether it shows beside the output."""
    g = np.asarray(claimed, dtype=float)
    if g.shape != at[name].shape or not np.isfinite(g).all():
        return float("inf"), False
    norm = float(np.linalg.norm(g))
    worst = largest = 0.0
    for _ in range(DIRECTIONS):
        v = rng.integers(0, 2, g.shape) * 2.0 - 1.0
        measured, doubt, natural = _derivative(forward, at, name, v, dout)
        scale = max(norm, abs(measured), natural, np.finfo(float).tiny)
        if not np.isfinite(scale):
            return float("inf"), False
        largest = max(largest, natural)
        apart = abs(float((g * v).sum()) - measured)
        # near a singular point the table itself tells that it does not converge
        worst = max(worst, (apart - DOUBTS * min(doubt, MOST_DOUBT * scale)) / scale)
    return worst if np.isfinite(worst) else float("inf"), norm >= VISIBLE * largest


def _derivative(
    forward: Forward, at: Mapping[str, Array], name: str, v: Array, dout: Array
) -> tuple[float, float, float]:
    """Derivative of sum(dout * forward) along v, how sure it is, and the natural size of a gradient here."""
    natural = 0.0

    def difference(h: float) -> float:
        nonlocal natural
        plus = np.asarray(forward(**{**at, name: at[name] + h * v}), dtype=float)
        minus = np.asarray(forward(**{**at, name: at[name] - h * v}), dtype=float)
        natural = FLOOR * float(np.abs(dout * plus).sum())
        return float((dout * (plus - minus)).sum()) / (2 * h)

    return *_ridders(difference), natural


def _ridders(difference: Callable[[float], float]) -> tuple[float, float]:
    """Extrapolates central differences to step 0; gives the entry whose neighbours agree best, and how well."""
    best, least = difference(FIRST_STEP), float("inf")
    previous = [best]
    for level in range(1, LEVELS):
        row = [difference(FIRST_STEP / SHRINK**level)]
        factor = SHRINK**2
        for column in range(1, level + 1):
            row.append((row[column - 1] * factor - previous[column - 1]) / (factor - 1))
            factor *= SHRINK**2
            error = max(abs(row[column] - row[column - 1]), abs(row[column] - previous[column - 1]))
            if error <= least:
                best, least = row[column], error
        previous = row
    return best, least
