import math

import numpy as np

from ....reference.initialization import he_init, xavier_init
from ...checking.case import Case
from ...checking.draws import seeded

N = 50


def draw(case: Case) -> dict[str, float]:
    return {"n": float(case.integers(low=3, high=500))}


def deviation(init: object, n: float) -> float:
    """By what an initialisation multiplies the standard normal numbers that it draws."""
    assert callable(init)
    with seeded(0):
        weights = init(int(n), 1)
    with seeded(0):
        normal = np.random.randn(int(n), 1)
    return float(np.median(weights / normal))


def answer(n: float) -> float:
    return deviation(he_init, n)


def errors(n: float) -> dict[str, float]:
    return {
        "two_over_root": 2 / math.sqrt(n),
        "variance": answer(n) ** 2,
        "xavier": deviation(xavier_init, n),
        "root_missing": math.sqrt(2) / n,
    }


def figures() -> dict[str, float]:
    return {"n": N, "value": answer(N)}
