"""A sigmoid network that is pre-trained layer by layer and then tuned as a whole.

N rows, D numbers in, C classes. No argument is changed.
Sources: Hinton, Osindero and Teh, Neural Computation 18 (2006) 1527-1554; Bengio, Lamblin, Popovici and Larochelle,
Advances in Neural Information Processing Systems 19 (2007) 153-160; reading-circle notes on *Detailed Deep Learning*.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .functions import sigmoid, softmax

Array = NDArray[Any]
Draws = Sequence[Sequence[Sequence[Array]]]
"""For each layer, for each of its steps, the random arrays of that step."""


class PretrainedClassifier:
    """Sigmoid hidden layers and a softmax output; how one hidden layer is trained alone is the subclass's.

    Args:
        params: for each hidden layer l, counted from 1, W{l} (in, out), b{l} (out,) and the bias of its input side;
            then the output layer, which has W{l} and b{l} alone.

    Attributes:
        params: the same, as they are now; arrays of its own.
    """

    def __init__(self, params: Mapping[str, Array]) -> None:
        self.params = {key: np.array(value) for key, value in params.items()}
        self.output = sum(key.startswith("W") for key in self.params)

    def predict(self, x: Array) -> Array:
        """x (N, D) -> probabilities of the classes (N, C)."""
        return softmax(self._activations(x)[-1] @ self.params[f"W{self.output}"] + self.params[f"b{self.output}"])

    def loss(self, x: Array, t: Array) -> float:
        """Cross entropy error, mean over the batch; t holds one-hot rows (N, C)."""
        return float(-(t * np.log(self.predict(x))).sum() / len(x))

    def gradient(self, x: Array, t: Array) -> dict[str, Array]:
        """Gradients of the loss by W1, b1 … up to the output layer; the biases of the input side have no part in it."""
        activations = self._activations(x)
        delta = (self.predict(x) - t) / len(x)
        grads = {}
        for layer in range(self.output, 0, -1):
            below = activations[layer - 1]
            grads[f"W{layer}"], grads[f"b{layer}"] = below.T @ delta, delta.sum(axis=0)
            delta = delta @ self.params[f"W{layer}"].T * below * (1.0 - below)
        return grads

    def _hidden(self, layer: int, x: Array) -> Array:
        return sigmoid(x @ self.params[f"W{layer}"] + self.params[f"b{layer}"])

    def _activations(self, x: Array) -> list[Array]:
        """The input and what each hidden layer makes of it."""
        activations = [x]
        for layer in range(1, self.output):
            activations.append(self._hidden(layer, activations[-1]))
        return activations

    def _greedy(self, x: Array, draws: Draws, lr: float) -> dict[str, Array]:
        """Trains one hidden layer to the end, passes x through it, and goes on to the next."""
        for layer, steps in enumerate(draws, 1):
            for drawn in steps:
                self._step(layer, x, drawn, lr)
            x = self._hidden(layer, x)
        return dict(self.params)

    def _step(self, layer: int, x: Array, drawn: Sequence[Array], lr: float) -> None:
        """One step of training a hidden layer alone."""
        raise NotImplementedError(f"{type(self).__name__} does not say how a layer is trained alone")
