"""What the experiments on overfitting share: few images, some with a wrong class, a deep network, many epochs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from .case import Array, Case
from .experiment import Curves, Point, Share, Size, Spread, Step
from .training import Layer, Network, Params, batches, he, marks, normal_weights, relu, some_digits

SIZES = (64, 100, 100, 100, 100, 100, 100, 10)
TEST, BATCH, POINTS, LAST = 1000, 50, 25, 5
WRONG = 0.2
"""Share of the training images whose class is drawn anew."""

Penalty = Callable[[Params], Params]
"""What is added to the gradients of the weights, by name."""


def training(
    case: Case,
    size: Size,
    panel: str,
    rate: float,
    between: Callable[[int], list[Layer]] = relu,
    penalty: Penalty = lambda _: {},
) -> Iterator[Step]:
    """Accuracy on the training images and on others after each of some epochs; the network's weights at the end.

    Args:
        case: draws images, weights and batches.
        size: `rows` to train on, and the number of `epochs`.
        panel: where the two curves are drawn.
        rate: learning rate of plain gradient descent.
        between: what stands after each hidden layer.
        penalty: gradient of a penalty on the weights.
    """
    (x, classes), test = some_digits(case, size["rows"], TEST)
    train = x, relabelled(case, classes)
    network = Network(normal_weights(case, SIZES, he), between)
    steps, epochs = max(1, size["rows"] // BATCH), size["epochs"]
    shown = marks(epochs, POINTS)
    drawn = list(batches(case, *train, BATCH, steps * epochs))
    for epoch in range(epochs):
        for x, t in drawn[epoch * steps : (epoch + 1) * steps]:
            grads = network.gradient(x, t)[1]
            for name, extra in penalty(network.params).items():
                grads[name] = grads[name] + extra
            network.descend(grads, rate)
        if epoch in shown:
            yield Point(panel, "train", epoch + 1, network.accuracy(*train))
            yield Point(panel, "test", epoch + 1, network.accuracy(*test))
        yield Share((epoch + 1) / epochs)
    yield Point("weights", panel, 0, float(np.sqrt(np.mean(flat(weights_of(network.params)) ** 2))))


def relabelled(case: Case, classes: Array) -> Array:
    """Classes some of which are drawn anew: they can but be learned by heart, which is of no use elsewhere."""
    drawn = case.integers(len(classes), high=10)
    return np.where(case.uniform(len(classes)) < WRONG, drawn, classes)


def weights_of(params: Params) -> dict[str, Array]:
    """The weights, without the biases."""
    return {name: value for name, value in params.items() if name.startswith("W")}


def flat(weights: Mapping[str, Array]) -> Array:
    """All of them in one array."""
    return np.concatenate([value.ravel() for value in weights.values()])


def split_like(array: Array, weights: Mapping[str, Array]) -> dict[str, Array]:
    """What `flat` put together, apart again."""
    ends = np.cumsum([value.size for value in weights.values()])
    pieces = np.split(np.asarray(array), ends[:-1])
    return {name: piece.reshape(weights[name].shape) for name, piece in zip(weights, pieces, strict=True)}


def gaps(curves: Curves, panel: str) -> dict[str, float]:
    """Over the last points: how far accuracy in training is above that on other images, and both of them."""
    train, test = (float(np.mean(curves[panel, series][-LAST:, 1])) for series in ("train", "test"))
    return {"gap": train - test, "train": train, "test": test}


def compared(curves: Curves, panel: str) -> dict[str, float]:
    """The gaps of the plain network and of `panel`, and by how much the gap is narrower."""
    plain, other = gaps(curves, "plain"), gaps(curves, panel)
    named = {f"{key}_{name}": found[key] for name, found in (("plain", plain), (panel, other)) for key in found}
    return named | {"narrowing": plain["gap"] - other["gap"], "test_gain": other["test"] - plain["test"]}


def verdict(figures: Mapping[str, Spread]) -> str:
    """Whether the gap narrows by more than the deviation, and what happens to the accuracy on other images."""
    narrowing, gain = figures["narrowing"], figures["test_gain"]
    if narrowing.mean - narrowing.sd <= 0:
        return "wider" if narrowing.mean + narrowing.sd < 0 else "otherwise"
    return "narrower_and_better" if gain.mean - gain.sd > 0 else "narrower"
