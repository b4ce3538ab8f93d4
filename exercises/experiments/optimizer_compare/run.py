"""All optimizers on one network and the real digits: the gradients are ours, the steps the optimizer's."""

from collections.abc import Iterator, Mapping

import numpy as np

from ...checking import Case, Learner
from ...checking.experiment import Curves, Point, Share, Size, Spread, Step
from ...checking.idioms import updated
from ...checking.training import Network, batches, he, marks, normal_weights, some_digits

RATES = {"SGD": 0.01, "Momentum": 0.01, "Nesterov": 0.01, "AdaGrad": 0.01, "RMSprop": 0.001, "Adam": 0.001}
SIZES = (64, 100, 100, 100, 100, 10)
TRAIN, BATCH, POINTS = 1500, 128, 40
LAST = 10
"""Share of the steps, one in so many, over which the loss at the end is averaged."""


def run(learner: Learner, case: Case, size: Size) -> Iterator[Step]:
    """The loss of each batch before the step, from the same first weights over the same batches."""
    train, _ = some_digits(case, TRAIN, 0)
    weights = normal_weights(case, SIZES, he)
    drawn = list(batches(case, *train, BATCH, size["steps"]))
    shown = marks(size["steps"], POINTS)
    for i, (name, rate) in enumerate(RATES.items()):
        network, optimizer = Network(weights), getattr(learner, name)(lr=rate)
        for step, (x, t) in enumerate(drawn):
            loss, grads = network.gradient(x, t)
            network.take(updated(optimizer, network.params, grads))
            if step in shown:
                yield Point("loss", name, step, loss)
            if step >= len(drawn) - max(1, len(drawn) // LAST):
                yield Point("end", name, step, loss)
            yield Share((i + (step + 1) / len(drawn)) / len(RATES))


def figures(curves: Curves) -> Mapping[str, float]:
    """Loss over the last tenth of the steps, and the highest one of all but SGD."""
    found = {name: float(np.mean(curves["end", name][:, 1])) for name in RATES}
    return found | {"others": max(value for name, value in found.items() if name != "SGD")}


def conclude(figures: Mapping[str, Spread]) -> str:
    """SGD is last where even the next one is below it by more than both deviations."""
    sgd, others = figures["SGD"], figures["others"]
    return "sgd_last" if sgd.mean - sgd.sd > others.mean + others.sd else "otherwise"
