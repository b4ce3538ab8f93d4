"""Convolutional networks: convolution, ReLU and pooling in front, fully connected layers behind.

Images are (N, C, H, W). Source: *Deep Learning from Scratch*, chapters 7 and 8.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .convolution import Pooling, conv_output_size
from .fast_convolution import FastConvolution
from .layers import Affine, Dropout, Relu, SoftmaxWithLoss

Array = NDArray[Any]


class _ConvNet:
    """What both networks share: layers in a row, softmax with the cross entropy error behind them.

    Attributes:
        params: weights and biases by name; the layers hold these very arrays.
        layers: from the first to the last, without the softmax.
    """

    params: dict[str, Array]
    layers: list[Any]

    def __init__(self) -> None:
        self.last = SoftmaxWithLoss()

    def _scores(self, x: Array, train: bool) -> Array:
        for layer in self.layers:
            x = layer.forward(x, train) if isinstance(layer, Dropout) else layer.forward(x)
        return x

    def accuracy(self, x: Array, t: Array, batch_size: int = 100) -> float:
        """Share of the rows whose highest score is the right class's; `batch_size` rows are in memory at a time."""
        right = t if t.ndim == 1 else t.argmax(axis=1)
        starts = range(0, len(x), batch_size)
        best = [self._scores(x[start : start + batch_size], False).argmax(axis=1) for start in starts]
        return float(np.mean(np.concatenate(best) == right))

    def _gradient(self, x: Array, t: Array) -> dict[str, Array]:
        self.last.forward(self._scores(x, True), t)
        dout = self.last.backward()
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        weighted = [layer for layer in self.layers if isinstance(layer, FastConvolution | Affine)]
        grads = {}
        for number, layer in enumerate(weighted, 1):
            grads[f"W{number}"], grads[f"b{number}"] = layer.dW, layer.db
        return grads


class SimpleConvNet(_ConvNet):
    """Convolution, ReLU, pooling, Affine, ReLU, Affine, softmax.

    Args:
        input_dim: (C, H, W) of an image.
        conv_param: filter_num FN, filter_size F, pad and stride of the convolution.
        hidden_size: units of the first fully connected layer.
        output_size: classes.
        weight_init_std: standard deviation of the first weights; the biases start at 0.

    Attributes:
        params: W1 (FN, C, F, F), b1 (FN,), W2 (P, hidden), b2 (hidden,), W3 (hidden, classes), b3 (classes,), where P
            is the number of values that the pooling gives.

    Convention: the pooling takes windows of 2 × 2 at a stride of 2. Rows of W2 run over channel, height, width.
    """

    def __init__(
        self,
        input_dim: tuple[int, int, int] = (1, 28, 28),
        conv_param: Mapping[str, int] | None = None,
        hidden_size: int = 100,
        output_size: int = 10,
        weight_init_std: float = 0.01,
    ) -> None:
        super().__init__()
        conv = conv_param or {"filter_num": 30, "filter_size": 5, "pad": 0, "stride": 1}
        channels, *sides = input_dim
        filters, size, stride, pad = (conv[key] for key in ("filter_num", "filter_size", "stride", "pad"))
        pooled = filters
        for side in sides:
            pooled *= conv_output_size(conv_output_size(side, size, stride, pad), 2, 2)
        shapes = (filters, channels, size, size), (pooled, hidden_size), (hidden_size, output_size)
        self.params = {}
        for number, shape in enumerate(shapes, 1):
            self.params[f"W{number}"] = weight_init_std * np.random.randn(*shape)
            self.params[f"b{number}"] = np.zeros(shape[0] if number == 1 else shape[1])
        W1, b1, W2, b2, W3, b3 = self.params.values()
        front = [FastConvolution(W1, b1, stride, pad), Relu(), Pooling(2, 2, 2)]
        self.layers = [*front, Affine(W2, b2), Relu(), Affine(W3, b3)]

    def predict(self, x: Array) -> Array:
        """x (N, C, H, W) -> scores (N, classes), before the softmax."""
        return self._scores(x, False)

    def loss(self, x: Array, t: Array) -> float:
        """Cross entropy error for one-hot rows t (N, classes) or class numbers (N,), the mean over the batch."""
        return self.last.forward(self.predict(x), t)

    def gradient(self, x: Array, t: Array) -> dict[str, Array]:
        """Gradient of the loss by backpropagation: W1, b1, W2, b2, W3, b3."""
        return self._gradient(x, t)


FILTERS = (16, 16, 32, 32, 64, 64)
PADS = (1, 1, 1, 2, 1, 1)
"""Filters and padding of the six convolutions, all 3 × 3 at stride 1."""


class DeepConvNet(_ConvNet):
    """Three blocks of two convolutions and a pooling, then two fully connected layers, each with dropout behind it.

    A ReLU follows every convolution and the first fully connected layer, the softmax the second dropout.

    Args:
        input_dim: (C, H, W) of an image.
        hidden_size: units of the first fully connected layer.
        output_size: classes.

    Attributes:
        params: W1, b1 to W6, b6 of the convolutions, W7, b7 and W8, b8 of the fully connected layers. The weights
            start with He's deviation √(2 / n), n being the number of values that a unit sees; the biases at 0.

    Convention: the fourth convolution has a padding of 2, as in the book: 28 → 28 → 14 → 14 → 16 → 8 → 8 → 8 → 4.
    """

    def __init__(
        self, input_dim: tuple[int, int, int] = (1, 28, 28), hidden_size: int = 50, output_size: int = 10
    ) -> None:
        super().__init__()
        self.params, self.layers = {}, []
        channels, h, w = input_dim
        for number, (filters, pad) in enumerate(zip(FILTERS, PADS, strict=True), 1):
            self._add(number, (filters, channels, 3, 3), pad)
            self.layers.append(Relu())
            h, w = (conv_output_size(side, 3, 1, pad) for side in (h, w))
            channels = filters
            if number % 2 == 0:
                self.layers.append(Pooling(2, 2, 2))
                h, w = (conv_output_size(side, 2, 2) for side in (h, w))
        self._add(7, (channels * h * w, hidden_size))
        self.layers.append(Relu())
        self.layers.append(Dropout(0.5))
        self._add(8, (hidden_size, output_size))
        self.layers.append(Dropout(0.5))

    def _add(self, number: int, shape: tuple[int, ...], pad: int = 0) -> None:
        """A convolution or a fully connected layer with He's first weights."""
        seen, units = (int(np.prod(shape[1:])), shape[0]) if len(shape) == 4 else shape
        W = self.params[f"W{number}"] = np.random.randn(*shape) * np.sqrt(2.0 / seen)
        b = self.params[f"b{number}"] = np.zeros(units)
        self.layers.append(FastConvolution(W, b, 1, pad) if len(shape) == 4 else Affine(W, b))

    def predict(self, x: Array, train_flg: bool = False) -> Array:
        """x (N, C, H, W) -> scores (N, classes), before the softmax; only in training mode are units dropped."""
        return self._scores(x, train_flg)

    def loss(self, x: Array, t: Array) -> float:
        """Cross entropy error in training mode, the mean over the batch."""
        return self.last.forward(self.predict(x, True), t)

    def gradient(self, x: Array, t: Array) -> dict[str, Array]:
        """Gradient of the loss in training mode by backpropagation: W1, b1, ..., W8, b8."""
        return self._gradient(x, t)
