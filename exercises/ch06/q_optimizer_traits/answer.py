from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

from ....reference.optimizers import AdaGrad, Momentum, RMSprop

MORE = 4
OPTIMIZERS: dict[str, Any] = {"momentum": Momentum, "adagrad": AdaGrad, "rmsprop": RMSprop}


def steps(name: str, gradients: Sequence[float]) -> list[float]:
    """How far each update moves one weight against these gradients."""
    optimizer, params = OPTIMIZERS[name](), {"W": np.zeros(1)}
    places = [0.0]
    for gradient in gradients:
        optimizer.update(params, {"W": np.array([gradient])})
        places.append(float(params["W"][0]))
    return [abs(b - a) for a, b in pairwise(places)]


@cache
def coast(name: str) -> float:
    """The step after the gradient has become 0."""
    return steps(name, [1.0] * 10 + [0.0])[-1]


@cache
def decay(name: str) -> float:
    """The step after 4 · 1,000 equal gradients, over that after 1,000."""
    moved = steps(name, [1.0] * 1_000 * MORE)
    return moved[-1] / moved[999]


@cache
def recovery(name: str) -> float:
    """The step after 1,000 small gradients that follow ten large ones, over the first of these."""
    moved = steps(name, [10.0] * 10 + [1.0] * 1_000)
    return moved[-1] / moved[10]


def answer() -> dict[str, str]:
    """For each optimizer the trait that it alone shows."""
    shown = {
        "inertia": [name for name in OPTIMIZERS if coast(name) > 0],
        "fading": [name for name in OPTIMIZERS if decay(name) < 0.9],
        "forgetting": [name for name in OPTIMIZERS if recovery(name) > 1.1],
    }
    return {name: trait for trait, (name,) in shown.items()}


def figures() -> dict[str, float]:
    found: dict[str, float] = {"more": MORE}
    for name in OPTIMIZERS:
        found |= {f"coast_{name}": coast(name), f"decay_{name}": decay(name), f"recover_{name}": recovery(name)}
    return found
