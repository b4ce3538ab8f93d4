"""The network in its two right forms."""

from ....reference.convnets import SimpleConvNet
from ....reference.functions import softmax


class Probabilities(SimpleConvNet):
    """predict gives probabilities; the loss is computed from the scores all the same."""

    def predict(self, x):
        return softmax(self._scores(x, False))

    def loss(self, x, t):
        return self.last.forward(self._scores(x, False), t)
