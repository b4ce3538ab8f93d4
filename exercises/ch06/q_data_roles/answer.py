from __future__ import annotations

from collections.abc import Mapping
from math import log10

from ....reference.search import random_search
from ...checking.draws import seeded

TRIALS = 30
BEST_AT = {"train": -4.0, "val": -2.0, "test": 0.0}
"""Exponents of the learning rate at which the three accuracies of the made-up search are best."""


def evaluate(params: Mapping[str, float]) -> dict[str, float]:
    return {name: 1.0 - abs(log10(params["lr"]) - best) / 10 for name, best in BEST_AT.items()}


def search() -> tuple[str, float]:
    """By which of the three accuracies random_search chooses, and the best of it."""
    with seeded(0):
        best, trials = random_search(evaluate, {"lr": (-5.0, 1.0)}, TRIALS)
    (chosen_by,) = (name for name in BEST_AT if evaluate(best)[name] == max(scores[name] for _, scores in trials))
    return chosen_by, evaluate(best)[chosen_by]


def answer() -> dict[str, str]:
    """What the search chooses by is for tuning. That weights are learnt from training data is what the word means, and
    what neither learns nor chooses is left for judging.
    """
    uses = {"train": "fit", "validation": "judge", "test": "judge"}
    names = {"train": "train", "val": "validation", "test": "test"}
    return {**uses, names[search()[0]]: "tune"}


def figures() -> dict[str, float]:
    return {"trials": TRIALS, "best": search()[1]}
