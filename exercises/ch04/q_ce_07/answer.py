import math

import numpy as np

from ....reference.losses import cross_entropy_error

PROBABILITY = 0.7


def error(probability: float) -> float:
    return cross_entropy_error(np.array([probability, 1 - probability]), np.array([1.0, 0.0]))


def answer() -> float:
    return error(PROBABILITY)


def errors() -> dict[str, float]:
    right = answer()
    return {
        "log10": right / math.log(10),
        "other_class": error(1 - PROBABILITY),
        "sign": -right,
        "probability": PROBABILITY,
    }


def figures() -> dict[str, float]:
    return {"probability": PROBABILITY, "value": answer()}
