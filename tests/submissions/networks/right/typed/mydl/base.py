"""Building blocks. Every parameter lives in a `Parameter`; networks expose them under the names of the assignment."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Iterator, Optional

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass
class Context:
    training: bool = False


@dataclass
class Parameter:
    value: Array
    grad: Optional[Array] = field(default=None, repr=False)


class Layer(ABC):
    def parameters(self) -> dict[str, Parameter]:
        return {}

    @abstractmethod
    def forward(self, x: Array, ctx: Context) -> Array: ...

    @abstractmethod
    def backward(self, dout: Array) -> Array: ...


class Flatten(Layer):
    def forward(self, x: Array, ctx: Context) -> Array:
        self._shape = x.shape
        return x.reshape(len(x), -1)

    def backward(self, dout: Array) -> Array:
        return dout.reshape(self._shape)


class Linear(Layer):
    def __init__(self, weight: Array) -> None:
        self.W = Parameter(weight)
        self.b = Parameter(np.zeros(weight.shape[1]))

    def parameters(self) -> dict[str, Parameter]:
        return {"W": self.W, "b": self.b}

    def forward(self, x: Array, ctx: Context) -> Array:
        self._x = x
        return x @ self.W.value + self.b.value

    def backward(self, dout: Array) -> Array:
        self.W.grad = self._x.T @ dout
        self.b.grad = dout.sum(axis=0)
        return dout @ self.W.value.T


class Conv2d(Layer):
    def __init__(self, weight: Array, stride: int = 1, pad: int = 0) -> None:
        self.W = Parameter(weight)
        self.b = Parameter(np.zeros(weight.shape[0]))
        self.stride, self.pad = stride, pad

    def parameters(self) -> dict[str, Parameter]:
        return {"W": self.W, "b": self.b}

    def forward(self, x: Array, ctx: Context) -> Array:
        p, s = self.pad, self.stride
        k = self.W.value.shape[2:]
        self._padded = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        self._windows = sliding_window_view(self._padded, k, axis=(2, 3))[:, :, ::s, ::s]
        out = np.tensordot(self._windows, self.W.value, axes=([1, 4, 5], [1, 2, 3]))
        return np.moveaxis(out + self.b.value, 3, 1)

    def backward(self, dout: Array) -> Array:
        p, s = self.pad, self.stride
        self.b.grad = dout.sum(axis=(0, 2, 3))
        self.W.grad = np.tensordot(dout, self._windows, axes=([0, 2, 3], [0, 2, 3]))
        dx = np.zeros_like(self._padded)
        rows, cols = dout.shape[2:]
        for i in range(self.W.value.shape[2]):
            for j in range(self.W.value.shape[3]):
                part = np.tensordot(dout, self.W.value[:, :, i, j], axes=(1, 0))
                dx[:, :, i : i + s * rows : s, j : j + s * cols : s] += np.moveaxis(part, 3, 1)
        return dx[:, :, p : dx.shape[2] - p, p : dx.shape[3] - p]


class MaxPool2d(Layer):
    """2 × 2, stride 2; an odd row or column at the end is left out."""

    def forward(self, x: Array, ctx: Context) -> Array:
        n, c, h, w = x.shape
        self._shape = x.shape
        blocks = x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2)
        blocks = blocks.transpose(0, 1, 2, 4, 3, 5).reshape(n, c, h // 2, w // 2, 4)
        self._winner = blocks.argmax(axis=-1)
        return blocks.max(axis=-1)

    def backward(self, dout: Array) -> Array:
        n, c, h, w = self._shape
        spread = np.eye(4)[self._winner] * dout[..., None]
        spread = spread.reshape(n, c, h // 2, w // 2, 2, 2).transpose(0, 1, 2, 4, 3, 5)
        dx = np.zeros(self._shape)
        dx[:, :, : h // 2 * 2, : w // 2 * 2] = spread.reshape(n, c, h // 2 * 2, w // 2 * 2)
        return dx


class ReLU(Layer):
    def forward(self, x: Array, ctx: Context) -> Array:
        self._on = x > 0
        return np.where(self._on, x, 0.0)

    def backward(self, dout: Array) -> Array:
        return np.where(self._on, dout, 0.0)


class Sigmoid(Layer):
    def forward(self, x: Array, ctx: Context) -> Array:
        self._y = 0.5 * (1.0 + np.tanh(0.5 * x))
        return self._y

    def backward(self, dout: Array) -> Array:
        return dout * self._y * (1.0 - self._y)


class InvertedDropout(Layer):
    def __init__(self, ratio: float, rng: np.random.Generator) -> None:
        self.ratio, self._rng = ratio, rng

    def forward(self, x: Array, ctx: Context) -> Array:
        self._scale = (self._rng.random(x.shape) >= self.ratio) / (1.0 - self.ratio) if ctx.training else 1.0
        return x * self._scale

    def backward(self, dout: Array) -> Array:
        return dout * self._scale


class BatchNorm1d(Layer):
    def __init__(self, size: int, momentum: float = 0.9, eps: float = 1e-7) -> None:
        self.gamma, self.beta = Parameter(np.ones(size)), Parameter(np.zeros(size))
        self.momentum, self.eps = momentum, eps
        self.running_mean, self.running_var = np.zeros(size), np.ones(size)

    def parameters(self) -> dict[str, Parameter]:
        return {"gamma": self.gamma, "beta": self.beta}

    def forward(self, x: Array, ctx: Context) -> Array:
        if ctx.training:
            mean, var = x.mean(axis=0), x.var(axis=0)
            m = self.momentum
            self.running_mean = m * self.running_mean + (1 - m) * mean
            self.running_var = m * self.running_var + (1 - m) * var
        else:
            mean, var = self.running_mean, self.running_var
        self._inverse = 1.0 / np.sqrt(var + self.eps)
        self._hat = (x - mean) * self._inverse
        return self.gamma.value * self._hat + self.beta.value

    def backward(self, dout: Array) -> Array:
        self.gamma.grad = (dout * self._hat).sum(axis=0)
        self.beta.grad = dout.sum(axis=0)
        n = len(dout)
        return self.gamma.value * self._inverse / n * (n * dout - self.beta.grad - self._hat * self.gamma.grad)


class Sequential:
    def __init__(self, layers: list[Layer]) -> None:
        self.layers = layers

    def __iter__(self) -> Iterator[Layer]:
        return iter(self.layers)

    def forward(self, x: Array, ctx: Context) -> Array:
        for layer in self.layers:
            x = layer.forward(x, ctx)
        return x

    def backward(self, dout: Array) -> Array:
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout


def log_softmax(scores: Array) -> Array:
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
