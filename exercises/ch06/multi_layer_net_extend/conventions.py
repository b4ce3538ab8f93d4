from itertools import product

import numpy as np

from ....reference.layers import Dropout
from ....reference.multi_layer_net import MultiLayerNetExtend
from ...checking.deep_mistakes import gives_probabilities


class _Inverted(Dropout):
    """Scales in training and leaves the output alone at test time."""

    def forward(self, x, train_flg=True):
        if not train_flg:
            return x
        self.mask = (np.random.rand(*x.shape) > self.dropout_ratio) / (1.0 - self.dropout_ratio)
        return x * self.mask


def _inverted(base):
    class InvertedDropout(base):
        def _build(self):
            super()._build()
            for name in self.layers:
                if name.startswith("Dropout"):
                    self.layers[name] = _Inverted(self.dropout_ration)

    return InvertedDropout


def _normalised_after(base):
    class NormalisedAfter(base):
        def _build(self):
            for layer in range(1, self.depth):
                self._add_affine(layer)
                self._add_activation(layer)
                if self.use_batchnorm:
                    self._add_normalization(layer)
                if self.use_dropout:
                    self.layers[f"Dropout{layer}"] = Dropout(self.dropout_ration)
            self._add_affine(self.depth)

    return NormalisedAfter


def _variants():
    for after, scaled, ends in product((False, True), repeat=3):
        net, names = MultiLayerNetExtend, []
        if after:
            net, names = _normalised_after(net), [*names, "normalised_after"]
        if scaled:
            net, names = _inverted(net), [*names, "inverted_dropout"]
        if ends:
            net, names = gives_probabilities(net), [*names, "gives__softmax"]
        if names:
            yield "+".join(names), net


VARIANTS = dict(_variants())
