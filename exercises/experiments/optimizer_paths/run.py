"""Optimizers on f = x²/20 + y², a valley twenty times as steep in y as in x."""

from collections.abc import Iterator, Mapping

import numpy as np

from ...checking import Array, Case, Learner
from ...checking.experiment import Curves, Point, Share, Size, Spread, Step
from ...checking.idioms import VALLEY_START, updated

RATES = {"SGD": 0.95, "Momentum": 0.1, "Nesterov": 0.1, "AdaGrad": 1.5, "RMSprop": 0.3, "Adam": 0.3}
NEAR = 0.5
"""How far the starts of the figures lie around (-7, 2)."""


def run(learner: Learner, case: Case, size: Size) -> Iterator[Step]:
    """The path from (-7, 2), and one from a start nearby for the figures; a path is points (x, y)."""
    nearby = np.array(VALLEY_START) + case.uniform(2, low=-NEAR, high=NEAR)
    for i, (name, rate) in enumerate(RATES.items()):
        for panel, start in ((name, np.array(VALLEY_START)), (f"near {name}", nearby)):
            for x, y in path(getattr(learner, name)(lr=rate), start, size["steps"]):
                yield Point(panel, "path", x, y)
        yield Share((i + 1) / len(RATES))


def path(optimizer: Learner, start: Array, steps: int) -> Iterator[tuple[float, float]]:
    """Points after each step, the start first."""
    params = {"x": start[:1].copy(), "y": start[1:].copy()}
    yield float(start[0]), float(start[1])
    for _ in range(steps):
        params = updated(optimizer, params, {"x": params["x"] / 10.0, "y": params["y"] * 2.0})
        yield float(params["x"][0]), float(params["y"][0])


def figures(curves: Curves) -> Mapping[str, float]:
    """Where each path ends, and how often y turns back on the way."""
    ends = {name: curves[f"near {name}", "path"][-1] for name in RATES}
    found = {name: float(x**2 / 20 + y**2) for name, (x, y) in ends.items()}
    for name in ("SGD", "AdaGrad"):
        moves = np.diff(curves[f"near {name}", "path"][:, 1])
        found[f"{name}_turns"] = float(np.mean(moves[1:] * moves[:-1] < 0))
    return found


def conclude(figures: Mapping[str, Spread]) -> str:
    """SGD zigzags where its turns are more than AdaGrad's by more than both deviations."""
    sgd, adagrad = figures["SGD_turns"], figures["AdaGrad_turns"]
    return "zigzag" if sgd.mean - sgd.sd > adagrad.mean + adagrad.sd else "otherwise"
