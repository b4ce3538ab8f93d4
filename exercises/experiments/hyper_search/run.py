"""Random search for the learning rate and the weight decay, both on a logarithmic scale, on the real digits."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from ....reference.regularization import l2_gradient
from ...ch06.hyper_search.checks import place
from ...checking import Array, Case, Learner
from ...checking.experiment import Curves, Point, Share, Size, Spread, Step
from ...checking.overfitting import weights_of
from ...checking.training import Network, batches, he, normal_weights, some_digits

RANGES = {"lr": (-4, 0), "weight_decay": (-8, -4)}
SIZES = (64, 50, 50, 10)
TRAIN, HELD_OUT, BATCH = 400, 100, 100


class Trials:
    """Trains a network for each trial and keeps its course.

    Args:
        case: draws the images and the first weights, the same ones for every trial.
        epochs: number of epochs.
    """

    def __init__(self, case: Case, epochs: int) -> None:
        self.train, (x, t) = some_digits(case, TRAIN, 2 * HELD_OUT)
        self.val, self.test = (x[:HELD_OUT], t[:HELD_OUT]), (x[HELD_OUT:], t[HELD_OUT:])
        self.weights = normal_weights(case, SIZES, he)
        steps = TRAIN // BATCH
        drawn = list(batches(case, *self.train, BATCH, steps * epochs))
        self.epochs = [drawn[i * steps : (i + 1) * steps] for i in range(epochs)]
        self.tried: list[dict[str, float]] = []
        self.courses: list[Array] = []
        self.scores: list[dict[str, float]] = []

    def __call__(self, params: Mapping[str, float]) -> dict[str, float]:
        """Accuracies at the end, by the sort of data."""
        values = {str(name): float(value) for name, value in dict(params).items()}
        network = Network(self.weights)
        course = []
        for epoch in self.epochs:
            for x, t in epoch:
                grads = network.gradient(x, t)[1]
                for name, W in weights_of(network.params).items():
                    grads[name] = grads[name] + l2_gradient(W, values["weight_decay"])
                network.descend(grads, values["lr"])
            course.append((network.accuracy(*self.train), network.accuracy(*self.val)))
        self.tried.append(values)
        self.courses.append(np.array(course))
        scores = {"train": course[-1][0], "val": course[-1][1], "test": network.accuracy(*self.test)}
        self.scores.append(scores)
        return dict(scores)


def run(learner: Learner, case: Case, size: Size) -> Iterator[Step]:
    """Searches in rounds; the best of a round is the search's own choice, and the best of these is the best of all."""
    trials = Trials(case, size["epochs"])
    winners = []
    for i in range(size["rounds"]):
        before = len(trials.tried)
        found = learner.random_search(trials, RANGES, size["trials"])
        choice = place(trials.tried[before:], found[0])
        winners += [before + choice] if choice >= 0 else []
        yield Share((i + 1) / size["rounds"])
    ranked = sorted(range(len(trials.tried)), key=lambda i: -trials.scores[i]["val"])
    best = max(winners or ranked, key=lambda i: trials.scores[i]["val"])
    order = [best, *(i for i in ranked if i != best)]
    for rank, i in enumerate(order[: size["shown"]], 1):
        for epoch, (train, val) in enumerate(trials.courses[i], 1):
            yield Point(f"rank__{rank}", "train", epoch, train)
            yield Point(f"rank__{rank}", "val", epoch, val)
    yield from statistics(trials, order)


def statistics(trials: Trials, order: list[int]) -> Iterator[Step]:
    """What the figures are made of: the best trial, and how each exponent goes with the accuracy."""
    for name, value in {**trials.tried[order[0]], **trials.scores[order[0]]}.items():
        yield Point("best", name, 0, value)
    accuracy = [scores["val"] for scores in trials.scores]
    for name in RANGES:
        yield Point("rank correlation", name, 0, rank_correlation([values[name] for values in trials.tried], accuracy))


def rank_correlation(a: Sequence[float], b: Sequence[float]) -> float:
    """Spearman's, its absolute value; equal numbers share the mean of their ranks."""
    return abs(float(np.corrcoef(ranks(a), ranks(b))[0, 1]))


def ranks(values: Sequence[float]) -> Array:
    """How many are smaller, and half of those that are equal."""
    column = np.asarray(values)
    return np.asarray([np.sum(column < value) + 0.5 * np.sum(column == value) for value in column])


def figures(curves: Curves) -> Mapping[str, float]:
    """The best trial's exponents and accuracies, and how much each exponent has to do with the accuracy."""
    best = {name: float(curves["best", name][0, 1]) for name in ("lr", "weight_decay", "train", "val", "test")}
    exponents = {name: float(np.log10(best[name])) for name in RANGES}
    correlations = {f"{name}_rank": float(curves["rank correlation", name][0, 1]) for name in RANGES}
    return {**best, **exponents, **correlations}


def conclude(figures: Mapping[str, Spread]) -> str:
    """The rate decides where its correlation is higher by more than both deviations."""
    lr, decay = figures["lr_rank"], figures["weight_decay_rank"]
    return "rate_decides" if lr.mean - lr.sd > decay.mean + decay.sd else "otherwise"
