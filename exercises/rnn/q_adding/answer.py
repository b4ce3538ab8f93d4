from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np

from ....reference.sequences import make_adding_problem

POINTS = 400
PRINTED = 0.1767
"""What the reading-circle notes print."""


class Grid(np.random.Generator):
    """In place of random numbers: every pair of evenly spaced points, so that the variance comes without an error of
    sampling. Of POINTS midpoints it is short of the exact one by the share 1 / POINTS².
    """

    def random(self, *_: Any, **__: Any) -> Any:
        midpoints = (np.arange(POINTS) + 0.5) / POINTS
        return np.stack(np.meshgrid(midpoints, midpoints), axis=-1).reshape(-1, 2)


@cache
def targets() -> tuple[float, float, float]:
    """Variance and mean of the targets, and the variance of the first number alone."""
    x, t = make_adding_problem(POINTS**2, 2, Grid(np.random.PCG64(0)))
    return float(t.var()), float(t.mean()), float(x[:, 0, 0].var())


def answer() -> float:
    return targets()[0]


def errors() -> dict[str, float]:
    variance, mean, one = targets()
    return {
        "printed": PRINTED,
        "one_number": one,
        "doubled": 4 * one,
        "deviation": math.sqrt(variance),
        "mean": mean,
    }


def figures() -> dict[str, float]:
    return {"points": POINTS, "value": answer()}
