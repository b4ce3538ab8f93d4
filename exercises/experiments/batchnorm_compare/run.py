"""Sixteen scales of first weights, each with and without batch normalization after every affine layer."""

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from ....reference.layers import Relu
from ...checking import Case, Learner
from ...checking.experiment import Curves, Point, Share, Size, Spread, Step
from ...checking.training import Layer, Network, batches, normal_weights, relu, some_digits

HIDDEN, RATE, BATCH = 100, 0.01, 100
SIZES = (64, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, 10)
SCALES = np.logspace(0, -4, 16)


def common(case: Case, size: Size) -> Iterator[Step]:
    """Without normalization."""
    yield from courses(case, size, "without", relu)


def run(learner: Learner, case: Case, size: Size) -> Iterator[Step]:
    """With it; γ stays at 1 and β at 0."""

    def normalized(_: int) -> list[Layer]:
        return [Layer(learner.BatchNormalization(np.ones(HIDDEN), np.zeros(HIDDEN)), True), Layer(Relu())]

    yield from courses(case, size, "with", normalized)


def courses(case: Case, size: Size, series: str, between: Callable[[int], list[Layer]]) -> Iterator[Step]:
    """Accuracy on all training images, in training mode, before the first epoch and after each."""
    (x, t), _ = some_digits(case, size["rows"], 0)
    unit = normal_weights(case, SIZES, lambda _: 1.0)
    steps = max(1, len(x) // BATCH)
    drawn = list(batches(case, x, t, BATCH, steps * size["epochs"]))
    for i, scale in enumerate(SCALES):
        network = Network([scale * W for W in unit], between)
        for epoch in range(size["epochs"] + 1):
            yield Point(f"scale__{scale:.2g}", series, epoch, network.accuracy(x, t, True))
            for rows, classes in drawn[epoch * steps : (epoch + 1) * steps]:
                network.descend(network.gradient(rows, classes)[1], RATE)
            yield Share((i + (epoch + 1) / (size["epochs"] + 1)) / len(SCALES))


def figures(curves: Curves) -> Mapping[str, float]:
    """At how many scales the accuracy over all epochs is higher with it, and where both end."""
    panels = [f"scale__{scale:.2g}" for scale in SCALES]
    mean = {s: np.array([curves[p, s][1:, 1].mean() for p in panels]) for s in ("with", "without")}
    end = {s: float(np.mean([curves[p, s][-1, 1] for p in panels])) for s in ("with", "without")}
    return {"wins": float(np.sum(mean["with"] > mean["without"])), **end}


def conclude(figures: Mapping[str, Spread]) -> str:
    """Most of the sixteen scales are more than eight, by more than the deviation."""
    wins = figures["wins"]
    if wins.mean - wins.sd > len(SCALES) / 2:
        return "faster"
    return "slower" if wins.mean + wins.sd < len(SCALES) / 2 else "otherwise"
