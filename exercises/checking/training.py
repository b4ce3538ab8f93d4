"""A network whose gradients are ours, for experiments that put a learner's optimizer or layer into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from ...reference.layers import Affine, Relu, SoftmaxWithLoss
from .case import Array, Case
from .digits import digits

Params = dict[str, Array]


class Layer(NamedTuple):
    """A layer between two affine ones; `switched` where its forward takes `train_flg`."""

    layer: Any
    switched: bool = False


def relu(_: int) -> list[Layer]:
    """ReLU after every hidden layer."""
    return [Layer(Relu())]


class Network:
    """Affine layers with what stands between them, softmax with cross entropy at the end. All biases start at 0.

    Args:
        weights: first weights, (in, out) each; they are not changed.
        between: what stands after hidden layer 0, 1, ...
    """

    def __init__(self, weights: Sequence[Array], between: Callable[[int], list[Layer]] = relu) -> None:
        self.params: Params = {}
        self._affine: list[Affine] = []
        self._layers: list[Layer] = []
        for i, W in enumerate(weights):
            affine = Affine(np.array(W, dtype=float), np.zeros(W.shape[1]))
            self.params |= {f"W{i + 1}": affine.W, f"b{i + 1}": affine.b}
            self._affine.append(affine)
            self._layers += [Layer(affine), *(between(i) if i < len(weights) - 1 else ())]
        self._last = SoftmaxWithLoss()
        self._held = dict(self.params)

    def scores(self, x: Array, train: bool = False) -> Array:
        """What goes into the softmax: x (N, D) -> (N, classes)."""
        for layer, switched in self._layers:
            x = layer.forward(x, train) if switched else layer.forward(x)
        return x

    def accuracy(self, x: Array, t: Array, train: bool = False) -> float:
        """Share of the rows whose highest score is that of the class t (N,)."""
        return float(np.mean(self.scores(x, train).argmax(axis=1) == t))

    def gradient(self, x: Array, t: Array) -> tuple[float, Params]:
        """Loss in training mode and the gradients of all parameters; t (N,)."""
        loss = self._last.forward(self.scores(x, True), t)
        dout = self._last.backward()
        for layer, _ in reversed(self._layers):
            dout = np.asarray(layer.backward(dout))
        grads = {f"W{i + 1}": layer.dW for i, layer in enumerate(self._affine)}
        return loss, grads | {f"b{i + 1}": layer.db for i, layer in enumerate(self._affine)}

    def take(self, params: Params) -> None:
        """Takes over what an optimizer gave, where it did not change the very arrays that the layers hold."""
        for name, value in list(params.items()):
            held = self._held[name]
            if value is not held:
                held[...] = value
            self.params[name] = held

    def descend(self, grads: Params, lr: float) -> None:
        """One step of plain gradient descent."""
        for name, grad in grads.items():
            self.params[name] -= lr * grad


def batches(case: Case, x: Array, t: Array, size: int, steps: int) -> Iterator[tuple[Array, Array]]:
    """Rows drawn at random, without repetition within a batch."""
    for _ in range(steps):
        rows = case.rng.choice(len(x), min(size, len(x)), replace=False)
        yield x[rows], t[rows]


def marks(steps: int, points: int) -> frozenset[int]:
    """About so many numbers between 0 and the last step, both among them: where a curve has its points."""
    return frozenset(int(i) for i in np.linspace(0, steps - 1, min(points, steps)).round())


def some_digits(case: Case, train: int, test: int) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    """Rows (N, 64) and classes (N,) drawn from the real digits: so many to train on, and so many others."""
    x, t = digits()
    rows = case.rng.permutation(len(x))
    first, second = rows[:train], rows[train : train + test]
    return (x[first], t[first]), (x[second], t[second])


def normal_weights(case: Case, sizes: Sequence[int], scale: Callable[[int], float]) -> list[Array]:
    """Normal weights (in, out) from layer to layer, of the deviation that `scale` gives for the number of inputs."""
    return [case.normal(n, m, scale=scale(n)) for n, m in pairwise(sizes)]


def he(n: int) -> float:
    """Deviation of He's first weights."""
    return float(np.sqrt(2.0 / n))
