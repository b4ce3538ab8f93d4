"""The same ReLU network from three initialisations, trained on the real digits by plain gradient descent."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from ...checking import Array, Case, Learner
from ...checking.experiment import Curves, Point, Share, Size, Spread, Step
from ...checking.training import Network, batches, marks, normal_weights, some_digits

SIZES = (64, 100, 100, 100, 100, 10)
RATE, SMALL = 0.01, 0.01
TRAIN, BATCH, POINTS, LAST = 1500, 128, 40, 10


def common(case: Case, size: Size) -> Iterator[Step]:
    """The loss from weights of deviation 0.01, in which a learner's code has no part."""
    yield from losses(case, size, {"small": normal_weights(case, SIZES, lambda _: SMALL)})


def run(learner: Learner, case: Case, size: Size) -> Iterator[Step]:
    """The loss from the weights that Xavier's and He's initialisation draw."""
    pairs = list(pairwise(SIZES))
    inits = {"xavier": learner.xavier_init, "he": learner.he_init}
    yield from losses(case, size, {name: [np.asarray(init(n, m)) for n, m in pairs] for name, init in inits.items()})


def losses(case: Case, size: Size, starts: Mapping[str, Sequence[Array]]) -> Iterator[Step]:
    """The loss of each batch before the step, over the same batches from every start."""
    train, _ = some_digits(Case(case.seed, "digits"), TRAIN, 0)
    drawn = list(batches(Case(case.seed, "batches"), *train, BATCH, size["steps"]))
    shown = marks(size["steps"], POINTS)
    for i, (name, weights) in enumerate(starts.items()):
        network = Network(weights)
        for step, (x, t) in enumerate(drawn):
            loss, grads = network.gradient(x, t)
            network.descend(grads, RATE)
            if step in shown:
                yield Point("loss", name, step, loss)
            if step >= len(drawn) - max(1, len(drawn) // LAST):
                yield Point("end", name, step, loss)
            yield Share((i + (step + 1) / len(drawn)) / len(starts))


def figures(curves: Curves) -> Mapping[str, float]:
    """Loss over the last tenth of the steps."""
    return {name: float(np.mean(curves["end", name][:, 1])) for name in ("small", "xavier", "he")}


def conclude(figures: Mapping[str, Spread]) -> str:
    """By more than both deviations: whether He is first and the small weights last, or the small ones are last."""
    low = {name: figures[name].mean - figures[name].sd for name in figures}
    high = {name: figures[name].mean + figures[name].sd for name in figures}
    if low["small"] <= max(high["xavier"], high["he"]):
        return "otherwise"
    return "he_first" if high["he"] < low["xavier"] else "small_last"
