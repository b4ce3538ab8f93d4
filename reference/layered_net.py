"""A network of two layers, made of layers that each know their own gradient.

Source: *Deep Learning from Scratch*, chapter 5.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .layers import Affine, Relu, SoftmaxWithLoss
from .numerical import numerical_gradient

Array = NDArray[Any]


class TwoLayerNet:
    """Affine, ReLU, Affine, and softmax with the cross entropy error at the end.

    Args:
        input_size: D numbers in.
        hidden_size: H hidden units.
        output_size: C classes out.
        weight_init_std: standard deviation of the first weights; the biases start at 0.

    Attributes:
        params: W1 (D, H), b1 (H,), W2 (H, C), b2 (C,). The layers hold these very arrays.
    """

    def __init__(self, input_size: int, hidden_size: int, output_size: int, weight_init_std: float = 0.01) -> None:
        self.params = {
            "W1": weight_init_std * np.random.randn(input_size, hidden_size),
            "b1": np.zeros(hidden_size),
            "W2": weight_init_std * np.random.randn(hidden_size, output_size),
            "b2": np.zeros(output_size),
        }
        self.affine1 = Affine(self.params["W1"], self.params["b1"])
        self.affine2 = Affine(self.params["W2"], self.params["b2"])
        self.layers: list[Any] = [self.affine1, Relu(), self.affine2]
        self.last = SoftmaxWithLoss()

    def predict(self, x: Array) -> Array:
        """x (N, D) -> scores (N, C), before the softmax."""
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def loss(self, x: Array, t: Array) -> float:
        """Cross entropy error of x (N, D) for one-hot rows t (N, C) or class numbers (N,), the mean over the batch."""
        return self.last.forward(self.predict(x), t)

    def accuracy(self, x: Array, t: Array) -> float:
        """Share of the rows whose highest score is the right class's."""
        right = t if t.ndim == 1 else t.argmax(axis=1)
        return float(np.mean(self.predict(x).argmax(axis=1) == right))

    def numerical_gradient(self, x: Array, t: Array) -> dict[str, Array]:
        """Gradient of the loss by central differences: W1, b1, W2, b2. Slow, and a judge of the other one."""
        return {name: numerical_gradient(lambda _: self.loss(x, t), self.params[name]) for name in self.params}

    def gradient(self, x: Array, t: Array) -> dict[str, Array]:
        """Gradient of the loss by backpropagation, from the last layer to the first: W1, b1, W2, b2."""
        self.loss(x, t)
        dout = self.last.backward()
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return {"W1": self.affine1.dW, "b1": self.affine1.db, "W2": self.affine2.dW, "b2": self.affine2.db}
