from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from ....reference.optimizers import SGD, AdaGrad, Adam, Momentum, RMSprop

STEPS = 500
OPTIMIZERS: dict[str, Any] = {
    "rmsprop": RMSprop,
    "adam": Adam,
    "sgd": SGD,
    "momentum": Momentum,
    "adagrad": AdaGrad,
}


@cache
def lengths(name: str, gradient: float) -> tuple[float, float]:
    """The step after so many equal gradients, and after four times as many."""
    optimizer, params, moved = OPTIMIZERS[name](), {"W": np.zeros(1)}, []
    for _ in range(4 * STEPS):
        before = float(params["W"][0])
        optimizer.update(params, {"W": np.array([gradient])})
        moved.append(abs(float(params["W"][0]) - before))
    return moved[STEPS - 1], moved[-1]


def scale(name: str) -> float:
    return lengths(name, 100.0)[0] / lengths(name, 1.0)[0]


def decay(name: str) -> float:
    early, late = lengths(name, 1.0)
    return late / early


def answer() -> list[str]:
    return [name for name in OPTIMIZERS if scale(name) < 1.1 and decay(name) > 0.9]


def figures() -> dict[str, float]:
    found: dict[str, float] = {}
    for name in OPTIMIZERS:
        found |= {f"scale_{name}": scale(name), f"decay_{name}": decay(name)}
    return found
