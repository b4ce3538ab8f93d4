from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from itertools import pairwise
from typing import Any

import numpy as np

from ....reference.numerical import gradient_descent
from ....reference.regularization import l2_gradient, l2_penalty

Array = Any
LARGE = 1_000.0
TOLERANCE = 1e-6


def data() -> tuple[Array, Array]:
    """Inputs of mean 0, and targets of a line through 2."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((30, 2))
    x -= x.mean(axis=0)
    return x, x @ np.array([1.5, -1.0]) + 2.0 + 0.1 * rng.standard_normal(30)


def ridge(lam: float) -> tuple[Array, float]:
    """Weights and bias at the minimum of the mean squared error with the penalty, which is one on the weights alone.

    The penalty's gradient is linear, so the minimum solves a system whose matrix is read off the reference.
    """
    x, t = data()
    rows = np.column_stack([x, np.ones(len(x))])
    matrix = rows.T @ rows / len(x)
    matrix[:2, :2] += np.column_stack([l2_gradient(unit, lam) for unit in np.eye(2)])
    *W, bias = np.linalg.solve(matrix, rows.T @ t / len(x))
    return np.array(W), float(bias)


def size(lam: float) -> float:
    return float(np.linalg.norm(ridge(lam)[0]))


def shrinks() -> bool:
    ladder = [np.abs(ridge(lam)[0]) for lam in (0.0, 0.1, 1.0, 10.0, LARGE)]
    falling = all((b < a).all() for a, b in pairwise(ladder))
    return falling and bool((ladder[-1] < 0.01).all())


def off_least_squares() -> float:
    """How far ridge without a penalty is from the line that gradient descent finds."""
    x, t = data()
    bias = t.mean()
    found = gradient_descent(lambda W: float(((x @ W + bias - t) ** 2).mean() / 2), np.zeros(2), 0.5, 200)
    return float(np.abs(found - ridge(0.0)[0]).max())


def bias_shrinks() -> bool:
    return abs(ridge(LARGE)[1]) < 0.9 * abs(ridge(0.0)[1])


def outputs_matter() -> bool:
    """Whether the penalty is told anything but the weights and λ."""
    return set(signature(l2_penalty).parameters) != {"W", "lam"}


STATEMENTS: dict[str, Callable[[], bool]] = {
    "shrinks": shrinks,
    "nonlinear": lambda: off_least_squares() > TOLERANCE,
    "bias": bias_shrinks,
    "hidden": outputs_matter,
}


def answer() -> str:
    (holds,) = (name for name, statement in STATEMENTS.items() if statement())
    return holds


def figures() -> dict[str, float]:
    return {
        "norm_0": size(0.0),
        "norm_1": size(1.0),
        "norm_large": size(LARGE),
        "large": LARGE,
        "gradient_0": float(np.abs(l2_gradient(np.ones(2), 0.0)).max()),
        "least_squares": TOLERANCE,
        "bias": ridge(LARGE)[1],
        "mean": float(data()[1].mean()),
        "penalty": l2_penalty(np.array([3.0, 4.0]), 1.0),
    }
