"""Layers over whole sequences: embedding, affine, softmax with loss.

N rows, T steps, V words in the vocabulary, D numbers in a word's vector. No argument is changed.
Source: *Deep Learning from Scratch 2*, chapters 4 and 5.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .functions import softmax

Array = NDArray[Any]


class TimeEmbedding:
    """Every word number becomes a row of W.

    Args:
        W: one row for each word (V, D).

    Attributes:
        params, grads: [W] and [dW].
    """

    def __init__(self, W: Array) -> None:
        self.params = [W]
        self.grads = [np.zeros_like(W)]

    def forward(self, xs: Array) -> Array:
        """xs (N, T), word numbers -> (N, T, D)."""
        self.xs = xs
        return np.asarray(self.params[0][xs])

    def backward(self, dout: Array) -> None:
        """dout (N, T, D): a word that stands in several places hears from all of them, so its gradients add up."""
        dW = np.zeros_like(self.params[0])
        np.add.at(dW, self.xs, dout)
        self.grads = [dW]


class TimeAffine:
    """x W + b at every step.

    Args:
        W: weights (H, V).
        b: biases (V,).

    Attributes:
        params, grads: [W, b] and [dW, db], sums over rows and steps.
    """

    def __init__(self, W: Array, b: Array) -> None:
        self.params = [W, b]
        self.grads = [np.zeros_like(W), np.zeros_like(b)]

    def forward(self, x: Array) -> Array:
        """x (N, T, H) -> (N, T, V)."""
        self.x = x
        W, b = self.params
        return np.asarray(x @ W + b)

    def backward(self, dout: Array) -> Array:
        """dout (N, T, V) -> dx (N, T, H)."""
        W, _ = self.params
        rows, drows = self.x.reshape(-1, len(W)), dout.reshape(-1, W.shape[1])
        self.grads = [rows.T @ drows, drows.sum(axis=0)]
        return np.asarray(dout @ W.T)


class TimeSoftmaxWithLoss:
    """Softmax and cross entropy error of every step.

    Convention: mean over all rows and steps, natural logarithm of the softmax as a whole; the book adds nothing inside.
    """

    def forward(self, xs: Array, ts: Array) -> float:
        """xs (N, T, V), scores; ts (N, T), numbers of the right words -> the loss."""
        self.ys = softmax(xs.reshape(-1, xs.shape[2]))
        self.at = np.arange(ts.size), ts.reshape(-1)
        self.shape = xs.shape
        scores = xs.reshape(-1, xs.shape[2])
        top = scores.max(axis=1, keepdims=True)
        log_ys = scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
        return float(-log_ys[self.at].sum() / self.parts())

    def backward(self, dout: float = 1.0) -> Array:
        """dxs (N, T, V) = dout (y - t) / NT."""
        dxs = self.ys.copy()
        dxs[self.at] -= 1.0
        return np.asarray((dout * dxs / self.parts()).reshape(self.shape))

    def parts(self) -> int:
        """What the sum of all errors is divided by."""
        return int(self.shape[0] * self.shape[1])
