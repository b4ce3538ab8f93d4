"""A network of two layers, written with functions alone.

Source: *Deep Learning from Scratch*, chapter 4.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .functions import sigmoid, softmax
from .losses import cross_entropy_error
from .numerical import numerical_gradient

Array = NDArray[Any]


class TwoLayerNet:
    """softmax(sigmoid(x W1 + b1) W2 + b2): D numbers in, H hidden units, C classes out.

    Args:
        input_size: D.
        hidden_size: H.
        output_size: C.
        weight_init_std: standard deviation of the first weights; the biases start at 0.

    Attributes:
        params: W1 (D, H), b1 (H,), W2 (H, C), b2 (C,).
    """

    def __init__(self, input_size: int, hidden_size: int, output_size: int, weight_init_std: float = 0.01) -> None:
        self.params = {
            "W1": weight_init_std * np.random.randn(input_size, hidden_size),
            "b1": np.zeros(hidden_size),
            "W2": weight_init_std * np.random.randn(hidden_size, output_size),
            "b2": np.zeros(output_size),
        }

    def predict(self, x: Array) -> Array:
        """x (N, D) -> probabilities (N, C)."""
        z1 = sigmoid(x @ self.params["W1"] + self.params["b1"])
        return softmax(z1 @ self.params["W2"] + self.params["b2"])

    def loss(self, x: Array, t: Array) -> float:
        """Cross entropy error of x (N, D) for one-hot rows t (N, C) or class numbers (N,), the mean over the batch."""
        return cross_entropy_error(self.predict(x), t)

    def accuracy(self, x: Array, t: Array) -> float:
        """Share of the rows whose likeliest class is the right one."""
        right = t if t.ndim == 1 else t.argmax(axis=1)
        return float(np.mean(self.predict(x).argmax(axis=1) == right))

    def numerical_gradient(self, x: Array, t: Array) -> dict[str, Array]:
        """Gradient of the loss by central differences: W1, b1, W2, b2. Slow, and a judge of the other one."""
        return {name: numerical_gradient(lambda _: self.loss(x, t), self.params[name]) for name in self.params}

    def gradient(self, x: Array, t: Array) -> dict[str, Array]:
        """Gradient of the loss by the chain rule: W1, b1, W2, b2."""
        z1 = sigmoid(x @ self.params["W1"] + self.params["b1"])
        y = softmax(z1 @ self.params["W2"] + self.params["b2"])
        target = t if t.ndim == 2 else np.eye(y.shape[1])[t]
        da2 = (y - target) / len(x)
        da1 = (da2 @ self.params["W2"].T) * z1 * (1.0 - z1)
        return {"W1": x.T @ da1, "b1": da1.sum(axis=0), "W2": z1.T @ da2, "b2": da2.sum(axis=0)}
