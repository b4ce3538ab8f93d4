"""Parameters and inputs of a network at which its gradient can be measured."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from .case import Array, Case

GAP = 0.25
"""How far every pre-activation is from the kink of ReLU. The first step along a direction of ±1 moves one by 0.05 for
each input of size 1 and for the bias: by 0.25 at most with four inputs."""

SPREAD = 3.0
"""How far the scores of one row may lie apart, so that no probability is near 0."""

MOST_DRAWS = 1_000
TRIES = 40
FLAT = 0.1
"""Variance below which a unit is not normalised: an ε of 1e-5 would move what comes out by more than 5e-5."""


def draw(case: Case, rows: int, sizes: Sequence[int], normalised: bool = False) -> tuple[dict[str, Array], Array]:
    """Parameters and an input at which nothing is near a kink and no probability near 0.

    Args:
        case: draws.
        rows: N.
        sizes: numbers in, units of each hidden layer, classes.
        normalised: hidden layers are normalised over the batch, with gamma1, beta1, ... for their scale and shift.

    Returns:
        W1 (D, H), b1 (H,), ... by name, and x (N, D). Every value is one of float32 too, so that a network that keeps
        its parameters in single precision computes with the same.
    """
    for _ in range(MOST_DRAWS):
        drawn = _draw(case, rows, sizes, normalised)
        if drawn is None:
            continue
        params, x, scores = drawn
        if float(np.ptp(scores, axis=1).max()) <= SPREAD:
            return params, x
    raise ValueError(f"no {rows} rows and parameters of sizes {sizes} away from kinks")


def _draw(
    case: Case, rows: int, sizes: Sequence[int], normalised: bool
) -> tuple[dict[str, Array], Array, Array] | None:
    """Parameters, input and scores.

    Returns:
        None where a unit that is to be normalised hardly varies over the batch, or ReLU would let a whole layer pass.
    """
    x = _single(case.uniform(rows, sizes[0], low=-1.0, high=1.0))
    params: dict[str, Array] = {}
    scores = z = x
    for layer, (n_in, n_out) in enumerate(pairwise(sizes), 1):
        params[f"W{layer}"] = _single(case.normal(n_in, n_out, scale=1.2 / np.sqrt(n_in)))
        a = z @ params[f"W{layer}"]
        if normalised and layer < len(sizes) - 1:
            params[f"b{layer}"] = _single(case.normal(n_out, scale=0.5))
            if float(a.var(axis=0).min()) < FLAT:
                return None
            gamma = _single(case.signs(n_out) * case.uniform(n_out, low=0.7, high=1.5))
            a = gamma * (a - a.mean(axis=0)) / np.sqrt(a.var(axis=0) + 1e-6)
            params[f"gamma{layer}"], params[f"beta{layer}"] = gamma, _shift(case, a)
            scores = a + params[f"beta{layer}"]
        else:
            params[f"b{layer}"] = _shift(case, a)
            scores = a + params[f"b{layer}"]
        if rows > 1 and not (scores < 0).any():
            return None
        z = np.maximum(scores, 0)
    return params, x, scores


def _shift(case: Case, a: Array) -> Array:
    """A bias for each column that takes no entry near 0 and some above it."""
    tries = _single(case.normal(TRIES, 1, a.shape[1], scale=0.6))
    moved = a + tries
    good = ((np.abs(moved) >= GAP).all(axis=1) & (moved > 0).any(axis=1)) * 1
    found = tries[good.argmax(axis=0), 0, np.arange(a.shape[1])]
    return np.where(good.any(axis=0), found, _single(GAP + 0.01 - a.min(axis=0)))


def _single(values: Array) -> Array:
    return np.asarray(values, dtype=np.float32).astype(np.float64)


def he_params(case: Case, sizes: tuple[int, ...]) -> dict[str, Array]:
    """First parameters of a network of fully connected layers: W1, b1, W2, ..., the biases 0."""
    params = {}
    for layer, (n_in, n_out) in enumerate(pairwise(sizes), 1):
        params[f"W{layer}"] = case.normal(n_in, n_out, scale=float(np.sqrt(2.0 / n_in)))
        params[f"b{layer}"] = np.zeros(n_out)
    return params
