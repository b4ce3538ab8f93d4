import numpy as np

from ....reference.losses import cross_entropy_error

PROBABILITY = 0.2


def answer() -> float:
    return cross_entropy_error(np.array([PROBABILITY, 1 - PROBABILITY]), np.array([1.0, 0.0]))


def figures() -> dict[str, float]:
    return {"probability": PROBABILITY, "value": answer()}
