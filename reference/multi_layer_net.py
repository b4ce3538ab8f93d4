"""Networks of any number of fully connected layers.

Source: *Deep Learning from Scratch*, chapter 6.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .layers import Affine, Dropout, Relu, Sigmoid, SoftmaxWithLoss
from .normalization import BatchNormalization
from .numerical import numerical_gradient

Array = NDArray[Any]

GAINS = {"relu": 2.0, "he": 2.0, "sigmoid": 1.0, "xavier": 1.0}
"""Variance of the first weights times the number of inputs, by name."""


class MultiLayerNet:
    """Affine and activation for each hidden layer, one more Affine, softmax with the cross entropy error at the end.

    Args:
        input_size: D numbers in.
        hidden_size_list: units of each hidden layer.
        output_size: C classes out.
        activation: "relu" or "sigmoid".
        weight_init_std: deviation of the first weights, or its name: "relu" or "he" for √(2/n), "sigmoid" or "xavier"
            for √(1/n), with n inputs of the layer. The biases start at 0.
        weight_decay_lambda: λ of the penalty ½ λ Σ W² over the weights of every layer; the biases are left out.

    Attributes:
        params: W1, b1, W2, b2, ...; the layers hold these very arrays.
    """

    def __init__(
        self,
        input_size: int,
        hidden_size_list: Sequence[int],
        output_size: int,
        activation: str = "relu",
        weight_init_std: str | float = "relu",
        weight_decay_lambda: float = 0.0,
    ) -> None:
        self.sizes = [input_size, *hidden_size_list, output_size]
        self.depth = len(self.sizes) - 1
        self.activation = activation
        self.weight_decay_lambda = weight_decay_lambda
        self.params: dict[str, Array] = {}
        self._draw(weight_init_std)
        self.layers: dict[str, Any] = {}
        self._build()
        self.last = SoftmaxWithLoss()

    def _draw(self, weight_init_std: str | float) -> None:
        for layer in range(1, self.depth + 1):
            n_in, n_out = self.sizes[layer - 1], self.sizes[layer]
            std = weight_init_std
            if isinstance(std, str):
                std = float(np.sqrt(GAINS[std.lower()] / n_in))
            self.params[f"W{layer}"] = std * np.random.randn(n_in, n_out)
            self.params[f"b{layer}"] = np.zeros(n_out)

    def _build(self) -> None:
        for layer in range(1, self.depth + 1):
            self._add_affine(layer)
            if layer < self.depth:
                self._add_activation(layer)

    def _add_affine(self, layer: int) -> None:
        self.layers[f"Affine{layer}"] = Affine(self.params[f"W{layer}"], self.params[f"b{layer}"])

    def _add_activation(self, layer: int) -> None:
        self.layers[f"Activation{layer}"] = Relu() if self.activation == "relu" else Sigmoid()

    def predict(self, x: Array) -> Array:
        """x (N, D) -> scores (N, C), before the softmax."""
        for layer in self.layers.values():
            x = layer.forward(x)
        return x

    def loss(self, x: Array, t: Array) -> float:
        """Cross entropy error, the mean over the batch, and the penalty ½ λ Σ W²; t as in SoftmaxWithLoss."""
        return self.last.forward(self.predict(x), t) + self.penalty()

    def penalty(self) -> float:
        """½ λ Σ W² over the weights of every layer."""
        squares = sum(float((self.params[f"W{layer}"] ** 2).sum()) for layer in range(1, self.depth + 1))
        return 0.5 * self.weight_decay_lambda * squares

    def accuracy(self, x: Array, t: Array) -> float:
        """Share of the rows whose highest score is the right class's."""
        right = t if t.ndim == 1 else t.argmax(axis=1)
        return float(np.mean(self.predict(x).argmax(axis=1) == right))

    def numerical_gradient(self, x: Array, t: Array) -> dict[str, Array]:
        """Gradient of the loss by central differences, for every parameter."""
        return {name: numerical_gradient(lambda _: self.loss(x, t), self.params[name]) for name in self.params}

    def gradient(self, x: Array, t: Array) -> dict[str, Array]:
        """Gradient of the loss by backpropagation, for every parameter; the penalty adds λ W to that of each W."""
        self.loss(x, t)
        return self._backward()

    def _backward(self) -> dict[str, Array]:
        dout = self.last.backward()
        for layer in reversed(self.layers.values()):
            dout = layer.backward(dout)
        grads = {}
        for layer in range(1, self.depth + 1):
            affine = self.layers[f"Affine{layer}"]
            grads[f"W{layer}"] = affine.dW + self.weight_decay_lambda * affine.W
            grads[f"b{layer}"] = affine.db
        return grads


class MultiLayerNetExtend(MultiLayerNet):
    """The same with batch normalization before each activation and dropout after it, where asked for.

    Args:
        input_size, hidden_size_list, output_size, activation, weight_init_std, weight_decay_lambda: as above.
        use_dropout: whether hidden units are dropped in training.
        dropout_ration: chance that one is dropped (spelled as in the book).
        use_batchnorm: whether hidden layers are normalised over the batch.

    Attributes:
        params: also gamma1, beta1, ..., scale and shift of the normalised hidden layers, which start at 1 and 0.
    """

    def __init__(
        self,
        input_size: int,
        hidden_size_list: Sequence[int],
        output_size: int,
        activation: str = "relu",
        weight_init_std: str | float = "relu",
        weight_decay_lambda: float = 0.0,
        use_dropout: bool = False,
        dropout_ration: float = 0.5,
        use_batchnorm: bool = False,
    ) -> None:
        self.use_dropout = use_dropout
        self.dropout_ration = dropout_ration
        self.use_batchnorm = use_batchnorm
        super().__init__(input_size, hidden_size_list, output_size, activation, weight_init_std, weight_decay_lambda)

    def _build(self) -> None:
        for layer in range(1, self.depth):
            self._add_affine(layer)
            if self.use_batchnorm:
                self._add_normalization(layer)
            self._add_activation(layer)
            if self.use_dropout:
                self.layers[f"Dropout{layer}"] = Dropout(self.dropout_ration)
        self._add_affine(self.depth)

    def _add_normalization(self, layer: int) -> None:
        gamma, beta = np.ones(self.sizes[layer]), np.zeros(self.sizes[layer])
        self.params[f"gamma{layer}"], self.params[f"beta{layer}"] = gamma, beta
        self.layers[f"BatchNorm{layer}"] = BatchNormalization(gamma, beta)

    def predict(self, x: Array, train_flg: bool = False) -> Array:
        """x (N, D) -> scores (N, C); train_flg tells batch normalization and dropout which mode it is."""
        for layer in self.layers.values():
            x = layer.forward(x, train_flg) if isinstance(layer, BatchNormalization | Dropout) else layer.forward(x)
        return x

    def loss(self, x: Array, t: Array, train_flg: bool = False) -> float:
        """Cross entropy error and penalty, in the mode of train_flg."""
        return self.last.forward(self.predict(x, train_flg), t) + self.penalty()

    def numerical_gradient(self, x: Array, t: Array) -> dict[str, Array]:
        """Gradient of the training loss by central differences; of use without dropout, whose draws change."""
        return {name: numerical_gradient(lambda _: self.loss(x, t, True), self.params[name]) for name in self.params}

    def gradient(self, x: Array, t: Array) -> dict[str, Array]:
        """Gradient of the training loss by backpropagation, for every parameter."""
        self.loss(x, t, train_flg=True)
        grads = self._backward()
        for layer in range(1, self.depth):
            if self.use_batchnorm:
                normalization = self.layers[f"BatchNorm{layer}"]
                grads[f"gamma{layer}"], grads[f"beta{layer}"] = normalization.dgamma, normalization.dbeta
        return grads
