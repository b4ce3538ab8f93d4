"""Activations of five layers from four initialisations: three with the sigmoid, He's with ReLU."""

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from ...checking import Array, Case, Learner
from ...checking.experiment import Curves, Point, Share, Size, Spread, Step

UNITS, LAYERS, BINS = 100, 5, 20
EDGE = 0.05
"""A sigmoid this near to 0 or 1 has a derivative below 0.05: it is saturated."""


def run(learner: Learner, case: Case, size: Size) -> Iterator[Step]:
    """Shares of the activations in bins from 0 to 1, those above 1 in the last bin; one panel a layer."""
    x = case.normal(size["rows"], UNITS)
    settings = {
        "one": (lambda: case.normal(UNITS, UNITS), learner.sigmoid),
        "small": (lambda: case.normal(UNITS, UNITS, scale=0.01), learner.sigmoid),
        "xavier": (lambda: learner.xavier_init(UNITS, UNITS), learner.sigmoid),
        "he": (lambda: learner.he_init(UNITS, UNITS), learner.relu),
    }
    for i, (name, (weights, activation)) in enumerate(settings.items()):
        layers = list(activations(x, weights, activation))
        for number, layer in enumerate(layers, 1):
            counts, edges = np.histogram(np.clip(layer, 0.0, 1.0), BINS, (0.0, 1.0))
            for count, left in zip(counts, edges, strict=False):
                yield Point(f"{name}__{number}", "share", left + 0.5 / BINS, count / layer.size)
        for statistic, value in statistics(layers).items():
            yield Point("statistics", f"{name}_{statistic}", 0, value)
        yield Share((i + 1) / len(settings))


def activations(x: Array, weights: Callable[[], Array], activation: Callable[[Array], Array]) -> Iterator[Array]:
    """What comes out of each layer."""
    for _ in range(LAYERS):
        x = np.asarray(activation(x @ np.asarray(weights())))
        yield x


def statistics(layers: list[Array]) -> Mapping[str, float]:
    """Of the last layer: the share that is saturated, the deviation, and the mean square beside the first layer's."""
    first, last = layers[0], layers[-1]
    return {
        "edge": float(np.mean((last < EDGE) | (last > 1 - EDGE))),
        "sd": float(last.std()),
        "kept": float((last**2).mean() / (first**2).mean()),
    }


def figures(curves: Curves) -> Mapping[str, float]:
    """The figure of each initialisation that tells it from the others."""
    told = ("one_edge", "small_sd", "xavier_sd", "he_kept")
    return {name: float(curves["statistics", name][0, 1]) for name in told}


def conclude(figures: Mapping[str, Spread]) -> str:
    """Each of the four must show its own regime by more than the deviation."""
    one, small, xavier, he = (figures[name] for name in ("one_edge", "small_sd", "xavier_sd", "he_kept"))
    regimes = (
        one.mean - one.sd > 0.5,
        small.mean + small.sd < 0.05,
        xavier.mean - xavier.sd > 5 * (small.mean + small.sd),
        he.mean - he.sd > 0.5 and he.mean + he.sd < 2.0,
    )
    return "four_regimes" if all(regimes) else "otherwise"
