"""Layers with their backward pass: forward keeps what backward needs, backward takes dout and gives dx."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


class Affine:
    """out = x W + b.

    Args:
        W: weights (D, M).
        b: biases (M,).

    Attributes:
        dW, db: gradients, set by backward.
    """

    def __init__(self, W: Array, b: Array) -> None:
        self.W = W
        self.b = b
        self.dW = np.zeros_like(W)
        self.db = np.zeros_like(b)

    def forward(self, x: Array) -> Array:
        """x (N, D) or (N, ...) with D numbers a row -> (N, M)."""
        self.x_shape = x.shape
        self.x = x.reshape(len(x), -1)
        return np.asarray(self.x @ self.W + self.b)

    def backward(self, dout: Array) -> Array:
        """dout (N, M) -> dx in the shape of x; dW and db are sums over the batch."""
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return np.asarray((dout @ self.W.T).reshape(self.x_shape))


class Dropout:
    """Drops units at random in training.

    Args:
        dropout_ratio: chance that a unit is dropped.

    Convention: plain, as in the book: nothing is scaled in training, the output is scaled by 1 - ratio at test time.
    """

    def __init__(self, dropout_ratio: float = 0.5) -> None:
        self.dropout_ratio = dropout_ratio

    def forward(self, x: Array, train_flg: bool = True) -> Array:
        """x of any shape -> the same shape."""
        if not train_flg:
            return np.asarray(x * (1.0 - self.dropout_ratio))
        self.mask = np.random.rand(*x.shape) > self.dropout_ratio
        return np.asarray(x * self.mask)

    def backward(self, dout: Array) -> Array:
        """Passes dout where forward passed x."""
        return np.asarray(dout * self.mask)
