from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import Any

import numpy as np

from ....reference.batches import minibatch_indices
from ....reference.losses import sum_squared_error
from ....reference.numerical import numerical_gradient
from ....reference.optimizers import SGD

State = dict[str, Any]
ROUNDS, BATCH = 20, 4


def minibatch(state: State) -> None:
    chosen = minibatch_indices(len(state["x"]), BATCH, state["rng"])
    state["batch"] = state["x"][chosen], state["t"][chosen]


def gradient(state: State) -> None:
    x, t = state["batch"]
    state["grads"] = {"W": numerical_gradient(lambda W: sum_squared_error(x @ W, t) / BATCH, state["params"]["W"])}


def update(state: State) -> None:
    SGD(lr=0.1).update(state["params"], state["grads"])
    state["updated"] = True


def repeat(state: State) -> None:
    """Goes back once a round is done; a step that comes after it would belong to no round."""
    state["rounds"] = state["rounds"] + 1 if state.pop("updated") else 0
    state["closed"] = True


STEPS = {"minibatch": minibatch, "gradient": gradient, "update": update, "repeat": repeat}


def run(order: Sequence[str]) -> tuple[float, float] | None:
    """Loss before and after some rounds in this order; None where a step needs what is not there yet."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((16, 3))
    state: State = {"x": x, "t": x @ np.array([1.0, -2.0, 0.5]), "rng": rng, "rounds": 0}
    state["params"] = {"W": np.zeros(3)}
    before = loss(state)
    try:
        for _ in range(ROUNDS):
            one_round(order, state)
    except KeyError:
        return None
    return before, loss(state)


def one_round(order: Sequence[str], state: State) -> None:
    for made in ("batch", "grads", "updated", "closed"):
        state.pop(made, None)
    for name in order:
        if "closed" in state:
            raise KeyError(name)
        STEPS[name](state)


def loss(state: State) -> float:
    return float(sum_squared_error(state["x"] @ state["params"]["W"], state["t"])) / len(state["x"])


def answer() -> list[str]:
    """The one order in which every step finds what it needs."""
    (order,) = (order for order in permutations(STEPS) if run(order))
    return list(order)


def figures() -> dict[str, float]:
    results = [run(order) for order in permutations(STEPS)]
    ((before, after),) = (result for result in results if result)
    return {
        "tried": len(results),
        "working": sum(result is not None for result in results),
        "before": before,
        "after": after,
    }
