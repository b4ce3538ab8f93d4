from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import numpy as np

from ....reference.activations import activation_stats
from ....reference.functions import relu, tanh
from ....reference.initialization import he_init, xavier_init
from ...checking.draws import seeded

LAYERS, UNITS, ROWS = 5, 200, 300
INITS: dict[str, Callable[[int, int], Any]] = {
    "xavier": xavier_init,
    "he": he_init,
    "small": lambda n_in, n_out: 0.01 * np.random.randn(n_in, n_out),
    "large": lambda n_in, n_out: np.random.randn(n_in, n_out),
}
ACTIVATIONS: dict[str, Callable[[Any], Any]] = {"tanh": tanh, "relu": relu}


@cache
def growth(activation: str, init: str) -> float:
    """Root mean square of the last layer's activations over that of an input so small that tanh is a straight line."""
    with seeded(0):
        x = 0.01 * np.random.randn(ROWS, UNITS)
        weights = [INITS[init](UNITS, UNITS) for _ in range(LAYERS)]
    mean, deviation = activation_stats(x, weights, ACTIVATIONS[activation])[-1]
    return float(np.hypot(mean, deviation) / np.sqrt(np.mean(x**2)))


def change(activation: str, init: str) -> float:
    """How far the signal's growth is from none, by factors: twice and half are equally far."""
    return abs(float(np.log(growth(activation, init))))


@cache
def saturated() -> float:
    """Share of tanh's outputs beyond ±0.99 after one layer of deviation 1."""
    with seeded(0):
        x, W = np.random.randn(ROWS, UNITS), INITS["large"](UNITS, UNITS)
    return float(np.mean(np.abs(tanh(x @ W)) > 0.99))


def answer() -> dict[str, str]:
    """For each activation the initialisation under which the signal changes least."""
    return {name: min(INITS, key=partial(change, name)) for name in ACTIVATIONS}


def figures() -> dict[str, float]:
    pairs = {f"{name}_{init}": growth(name, init) for name in ACTIVATIONS for init in ("xavier", "he")}
    return {"layers": LAYERS, "small": growth("tanh", "small"), "saturated": saturated(), **pairs}
