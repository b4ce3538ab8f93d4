"""Layers with their backward pass: forward keeps what backward needs, backward takes dout and gives dx.

`dout` is the gradient of the loss with respect to what forward gave, and has its shape. No argument is changed.
Source: *Deep Learning from Scratch*, chapters 5 and 6.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .functions import sigmoid, softmax

Array = NDArray[Any]


class MulLayer:
    """out = x · y, element by element."""

    def forward(self, x: ArrayLike, y: ArrayLike) -> Array:
        """x and y are numbers or arrays of one shape -> that shape."""
        self.x = np.asarray(x)
        self.y = np.asarray(y)
        return np.asarray(self.x * self.y)

    def backward(self, dout: ArrayLike) -> tuple[Array, Array]:
        """dout in the shape of out -> dx, dy: each factor's gradient is dout times the other factor."""
        dout = np.asarray(dout)
        return np.asarray(dout * self.y), np.asarray(dout * self.x)


class AddLayer:
    """out = x + y, element by element."""

    def forward(self, x: ArrayLike, y: ArrayLike) -> Array:
        """x and y are numbers or arrays of one shape -> that shape."""
        return np.asarray(np.asarray(x) + np.asarray(y))

    def backward(self, dout: ArrayLike) -> tuple[Array, Array]:
        """dout in the shape of out -> dx, dy: the gradient goes to both sides unchanged."""
        dout = np.asarray(dout)
        return dout.copy(), dout.copy()


class Relu:
    """out = max(x, 0), element by element.

    Convention: the gradient at x = 0, where there is none, is 0, as in the book.
    """

    def forward(self, x: Array) -> Array:
        """x of any shape -> the same shape."""
        self.mask = x > 0
        return np.asarray(x * self.mask)

    def backward(self, dout: Array) -> Array:
        """Passes dout where x was positive."""
        return np.asarray(dout * self.mask)


class Sigmoid:
    """out = 1 / (1 + exp(-x)), element by element."""

    def forward(self, x: Array) -> Array:
        """x of any shape -> the same shape, values between 0 and 1."""
        self.out = sigmoid(x)
        return self.out.copy()

    def backward(self, dout: Array) -> Array:
        """dx = dout · (1 - out) · out: the derivative is told by the output alone."""
        return np.asarray(dout * (1.0 - self.out) * self.out)


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


class SoftmaxWithLoss:
    """Softmax and the cross entropy error in one layer, because their joint gradient is simple.

    Convention: mean over the batch, natural logarithm. The logarithm is taken of the softmax as a whole, so that
    nothing need be added inside it; the book adds 1e-7, which moves the loss by at most 1e-7 over the probability.
    """

    def forward(self, x: Array, t: Array) -> float:
        """The loss.

        Args:
            x: scores (N, D), before the softmax.
            t: one-hot rows (N, D) or class numbers (N,).
        """
        self.y = softmax(x)
        self.t = t if t.shape == x.shape else np.eye(x.shape[1])[t.reshape(-1)]
        top = x.max(axis=1, keepdims=True)
        log_y = x - top - np.log(np.exp(x - top).sum(axis=1, keepdims=True))
        return float(-(self.t * log_y).sum() / len(x))

    def backward(self, dout: float = 1.0) -> Array:
        """dx = dout · (y - t) / N, of shape (N, D)."""
        return np.asarray(dout * (self.y - self.t) / len(self.t))


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
