"""The networks of the course, all on one base class."""

from __future__ import annotations

from typing import Literal, Mapping, Sequence, TypedDict, Union

import numpy as np

from . import base
from .base import Array, Context, Layer, Parameter, Sequential

Activation = Literal["relu", "sigmoid"]


class ConvParam(TypedDict):
    filter_num: int
    filter_size: int
    pad: int
    stride: int


class Network:
    """Holds a body and its parameters by name; `params` are the arrays that the layers compute with."""

    body: Sequential
    weight_decay_lambda: float = 0.0

    def _build(self, layers: Sequence[Layer]) -> None:
        self.body = Sequential(list(layers))
        self._named: dict[str, Parameter] = {}
        affine = norm = 0
        for layer in self.body:
            own = layer.parameters()
            if "W" in own:
                affine += 1
            if "gamma" in own:
                norm += 1
            for key, parameter in own.items():
                self._named[f"{key}{affine if key in 'Wb' else norm}"] = parameter
        self.params: dict[str, Array] = {key: p.value for key, p in self._named.items()}

    def predict(self, x: Array, train_flg: bool = False) -> Array:
        return self.body.forward(np.asarray(x, dtype=float), Context(train_flg))

    def _penalty(self) -> float:
        return 0.5 * self.weight_decay_lambda * sum(float((w**2).sum()) for k, w in self.params.items() if k[0] == "W")

    def loss(self, x: Array, t: Array, train_flg: bool = False) -> float:
        log_p = base.log_softmax(self.predict(x, train_flg))
        return float(-(t * log_p).sum() / len(x)) + self._penalty()

    def accuracy(self, x: Array, t: Array) -> float:
        labels = t if t.ndim == 1 else t.argmax(axis=1)
        return float(np.mean(self.predict(x).argmax(axis=1) == labels))

    def gradient(self, x: Array, t: Array) -> Mapping[str, Array]:
        scores = self.predict(x, train_flg=True)
        self.body.backward((np.exp(base.log_softmax(scores)) - t) / len(x))
        out = {}
        for key, parameter in self._named.items():
            assert parameter.grad is not None
            decay = self.weight_decay_lambda * parameter.value if key[0] == "W" else 0.0
            out[key] = parameter.grad + decay
        return out


def _scale(std: Union[str, float], fan_in: int) -> float:
    if isinstance(std, str):
        factors = {"relu": 2.0, "he": 2.0, "sigmoid": 1.0, "xavier": 1.0}
        return float(np.sqrt(factors[std.lower()] / fan_in))
    return float(std)


def _activation(name: Activation) -> Layer:
    return {"relu": base.ReLU, "sigmoid": base.Sigmoid}[name.lower()]()


class TwoLayerNet(Network):
    def __init__(self, input_size: int, hidden_size: int, output_size: int, weight_init_std: float = 0.01) -> None:
        rng = np.random.default_rng()
        self._build(
            [
                base.Linear(rng.normal(0, weight_init_std, (input_size, hidden_size))),
                base.ReLU(),
                base.Linear(rng.normal(0, weight_init_std, (hidden_size, output_size))),
            ]
        )

    def numerical_gradient(self, x: Array, t: Array) -> dict[str, Array]:
        h = 1e-5
        grads = {}
        for key, value in self.params.items():
            grad = np.empty_like(value)
            for index in np.ndindex(value.shape):
                kept = value[index]
                value[index] = kept + h
                up = self.loss(x, t)
                value[index] = kept - h
                down = self.loss(x, t)
                value[index] = kept
                grad[index] = (up - down) / (2 * h)
            grads[key] = grad
        return grads


class MultiLayerNetExtend(Network):
    def __init__(
        self,
        input_size: int,
        hidden_size_list: Sequence[int],
        output_size: int,
        activation: Activation = "relu",
        weight_init_std: Union[str, float] = "relu",
        weight_decay_lambda: float = 0.0,
        use_dropout: bool = False,
        dropout_ration: float = 0.5,
        use_batchnorm: bool = False,
    ) -> None:
        self.weight_decay_lambda = weight_decay_lambda
        rng = np.random.default_rng()
        layers: list[Layer] = []
        fan_in = input_size
        for size in hidden_size_list:
            layers.append(base.Linear(rng.standard_normal((fan_in, size)) * _scale(weight_init_std, fan_in)))
            if use_batchnorm:
                layers.append(base.BatchNorm1d(size))
            layers.append(_activation(activation))
            if use_dropout:
                layers.append(base.InvertedDropout(dropout_ration, rng))
            fan_in = size
        layers.append(base.Linear(rng.standard_normal((fan_in, output_size)) * _scale(weight_init_std, fan_in)))
        self._build(layers)


class MultiLayerNet(MultiLayerNetExtend):
    """The same without dropout and batch normalisation."""

    def __init__(
        self,
        input_size: int,
        hidden_size_list: Sequence[int],
        output_size: int,
        activation: Activation = "relu",
        weight_init_std: Union[str, float] = "relu",
        weight_decay_lambda: float = 0.0,
    ) -> None:
        super().__init__(input_size, hidden_size_list, output_size, activation, weight_init_std, weight_decay_lambda)


class SimpleConvNet(Network):
    def __init__(
        self,
        input_dim: tuple[int, int, int],
        conv_param: ConvParam,
        hidden_size: int,
        output_size: int,
        weight_init_std: float = 0.01,
    ) -> None:
        c, h, w = input_dim
        num, f, pad, stride = (conv_param[key] for key in ("filter_num", "filter_size", "pad", "stride"))
        ph, pw = (((side + 2 * pad - f) // stride + 1) // 2 for side in (h, w))
        draw = lambda *shape: weight_init_std * np.random.standard_normal(shape)
        self._build(
            [
                base.Conv2d(draw(num, c, f, f), stride, pad),
                base.ReLU(),
                base.MaxPool2d(),
                base.Flatten(),
                base.Linear(draw(num * ph * pw, hidden_size)),
                base.ReLU(),
                base.Linear(draw(hidden_size, output_size)),
            ]
        )

    def accuracy(self, x: Array, t: Array, batch_size: int = 100) -> float:
        hits = sum(
            super(SimpleConvNet, self).accuracy(x[i : i + batch_size], t[i : i + batch_size])
            * len(x[i : i + batch_size])
            for i in range(0, len(x), batch_size)
        )
        return hits / len(x)


class DeepConvNet(Network):
    def __init__(
        self, input_dim: tuple[int, int, int] = (1, 28, 28), hidden_size: int = 50, output_size: int = 10
    ) -> None:
        rng = np.random.default_rng()
        he = lambda *shape, n: rng.standard_normal(shape) * np.sqrt(2 / n)
        layers: list[Layer] = []
        channels, side, _ = input_dim
        for i, (num, pad) in enumerate([(16, 1), (16, 1), (32, 1), (32, 2), (64, 1), (64, 1)]):
            layers += [base.Conv2d(he(num, channels, 3, 3, n=9 * channels), 1, pad), base.ReLU()]
            channels, side = num, side + 2 * pad - 2
            if i % 2:
                layers.append(base.MaxPool2d())
                side //= 2
        size = channels * side * side
        layers += [
            base.Flatten(),
            base.Linear(he(size, hidden_size, n=size)),
            base.ReLU(),
            base.InvertedDropout(0.5, rng),
            base.Linear(he(hidden_size, output_size, n=hidden_size)),
            base.InvertedDropout(0.5, rng),
        ]
        self._build(layers)

    def loss(self, x: Array, t: Array, train_flg: bool = True) -> float:
        return super().loss(x, t, train_flg)
