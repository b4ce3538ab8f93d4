"""The network in its two right forms."""

from ....reference.convnets import SimpleConvNet
from ....reference.functions import softmax
from ...checking import Array


class Probabilities(SimpleConvNet):
    """predict gives probabilities; the loss is computed from the scores all the same."""

    def predict(self, x: Array) -> Array:
        return softmax(self._scores(x, False))

    def loss(self, x: Array, t: Array) -> float:
        return self.last.forward(self._scores(x, False), t)
