"""The network in its right forms: dropout scaled at test time or in training, scores or probabilities."""

from typing import Any

import numpy as np

from ....reference.convnets import DeepConvNet
from ....reference.functions import softmax
from ....reference.layers import Dropout
from ...checking import Array


class Inverted(Dropout):
    """Scaled in training, left alone at test time."""

    mask: Any

    def forward(self, x: Array, train_flg: bool = True) -> Array:
        if not train_flg:
            return x
        self.mask = (np.random.rand(*x.shape) > self.dropout_ratio) / (1.0 - self.dropout_ratio)
        return np.asarray(x * self.mask)


class Fixed(Dropout):
    """Units that are known to be dropped: a mask with whatever factor stands in it."""

    mask: Any

    def __init__(self, mask: Array) -> None:
        super().__init__(0.5)
        self.mask = mask

    def forward(self, x: Array, train_flg: bool = True) -> Array:
        return np.asarray(x * self.mask)


def with_dropout(net: DeepConvNet, *layers: Dropout) -> DeepConvNet:
    """The network with these two layers in the place of its dropout layers."""
    places = [k for k, layer in enumerate(net.layers) if isinstance(layer, Dropout)]
    for place, layer in zip(places, layers, strict=True):
        net.layers[place] = layer
    return net


class InvertedNet(DeepConvNet):
    """Dropout is scaled in training."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        with_dropout(self, Inverted(0.5), Inverted(0.5))


def probabilities(base: Any) -> Any:
    """The form of a network whose predict gives probabilities; the loss is computed from the scores all the same."""

    class Probabilities(base):  # type: ignore[misc]
        def predict(self, x: Array, train_flg: bool = False) -> Array:
            return softmax(super().predict(x, train_flg))

        def loss(self, x: Array, t: Array) -> float:
            return self.last.forward(super().predict(x, True), t)  # type: ignore[no-any-return]

    return Probabilities
