from __future__ import annotations

import numpy as np

from .activations import softmax
from .core import Array, Layer


def mean_squared_error(y: Array, t: Array) -> float:
    d = np.atleast_2d(y - t)
    return float(np.einsum("ij,ij->", d, d) / (2 * d.shape[0]))


def cross_entropy_error(y: Array, t: Array) -> float:
    y = np.atleast_2d(y)
    t = np.asarray(t)
    onehot = t.reshape(y.shape) if t.size == y.size and t.ndim >= 1 and t.shape[-1] == y.shape[-1] and (t.ndim == 2 or len(y) == 1) else np.eye(y.shape[1])[t.reshape(-1)]
    return float(-np.einsum("nc,nc->", onehot, np.log(y + 1e-9)) / len(y))


class SoftmaxWithLoss(Layer):
    __slots__ = ("y", "t")

    def forward(self, x: Array, t: Array) -> float:
        self.y = softmax(x)
        self.t = t if t.ndim == 2 else np.eye(x.shape[1])[t]
        return cross_entropy_error(self.y, self.t)

    def backward(self, dout: float = 1) -> Array:
        return (self.y - self.t) / self.y.shape[0] * dout


def l1_penalty(W: Array, lam: float) -> float:
    return float(lam * np.linalg.norm(W.ravel(), ord=1))


def l1_gradient(W: Array, lam: float) -> Array:
    return lam * ((W > 0).astype(float) - (W < 0))


def l2_penalty(W: Array, lam: float) -> float:
    return float(0.5 * lam * np.linalg.norm(W) ** 2)


def l2_gradient(W: Array, lam: float) -> Array:
    return np.multiply(lam, W)
