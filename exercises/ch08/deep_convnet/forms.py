"""The network in its right forms: dropout scaled at test time or in training, scores or probabilities."""

import numpy as np

from ....reference.convnets import DeepConvNet
from ....reference.functions import softmax
from ....reference.layers import Dropout


class Inverted(Dropout):
    """Scaled in training, left alone at test time."""

    def forward(self, x, train_flg=True):
        if not train_flg:
            return x
        self.mask = (np.random.rand(*x.shape) > self.dropout_ratio) / (1.0 - self.dropout_ratio)
        return x * self.mask


class Fixed(Dropout):
    """Units that are known to be dropped: a mask with whatever factor stands in it."""

    def __init__(self, mask):
        super().__init__(0.5)
        self.mask = mask

    def forward(self, x, train_flg=True):
        return x * self.mask


def with_dropout(net, *layers):
    """The network with these two layers in the place of its dropout layers."""
    places = [k for k, layer in enumerate(net.layers) if isinstance(layer, Dropout)]
    for place, layer in zip(places, layers, strict=True):
        net.layers[place] = layer
    return net


class InvertedNet(DeepConvNet):
    """Dropout is scaled in training."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        with_dropout(self, Inverted(0.5), Inverted(0.5))


def probabilities(base):
    """The form of a network whose predict gives probabilities; the loss is computed from the scores all the same."""

    class Probabilities(base):
        def predict(self, x, train_flg=False):
            return softmax(super().predict(x, train_flg))

        def loss(self, x, t):
            return self.last.forward(super().predict(x, True), t)

    return Probabilities
