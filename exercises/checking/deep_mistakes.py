"""Mistakes that are made in a network of many layers, as variants of the reference's.

`*flag` is the train flag of a network that has one.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ...reference.functions import softmax
from .case import Array

Grads = dict[str, Array]


def gives_probabilities(base: Any) -> Any:
    """The right network whose `predict` ends in the softmax."""

    class Probabilities(base):  # type: ignore[misc]
        gives_probabilities = True

        def predict(self, x: Array, *flag: bool, **named: bool) -> Array:
            return softmax(super().predict(x, *flag, **named))

        def loss(self, x: Array, t: Array, *flag: bool, **named: bool) -> float:
            return float(self.last.forward(super().predict(x, *flag, **named), t) + self.penalty())

    return Probabilities


def decay_mistakes(base: Any) -> list[Any]:
    """Mistakes of the weight decay."""

    class decay_missing_in_gradient(base):  # type: ignore[misc]
        def gradient(self, x: Array, t: Array) -> Grads:
            return _more(self, super().gradient(x, t), -1.0)

    class decay_missing_in_loss(base):  # type: ignore[misc]
        def penalty(self) -> float:
            return 0.0

    class decay_missing(decay_missing_in_gradient):
        def penalty(self) -> float:
            return 0.0

    class half_missing(base):  # type: ignore[misc]
        def penalty(self) -> float:
            return float(2 * super().penalty())

        def gradient(self, x: Array, t: Array) -> Grads:
            return _more(self, super().gradient(x, t), 1.0)

    class half_missing_in_loss(base):  # type: ignore[misc]
        def penalty(self) -> float:
            return float(2 * super().penalty())

    class decay_gradient_doubled(base):  # type: ignore[misc]
        def gradient(self, x: Array, t: Array) -> Grads:
            return _more(self, super().gradient(x, t), 1.0)

    class decay_gradient_squared(base):  # type: ignore[misc]
        def gradient(self, x: Array, t: Array) -> Grads:
            grads = _more(self, super().gradient(x, t), -1.0)
            return {k: g + self.weight_decay_lambda * self.params[k] ** 2 * (k[0] == "W") for k, g in grads.items()}

    class biases_decayed(base):  # type: ignore[misc]
        def penalty(self) -> float:
            squares = sum(float((self.params[f"b{layer}"] ** 2).sum()) for layer in range(1, self.depth + 1))
            return float(super().penalty() + 0.5 * self.weight_decay_lambda * squares)

        def gradient(self, x: Array, t: Array) -> Grads:
            grads = super().gradient(x, t)
            return {k: g + self.weight_decay_lambda * self.params[k] * (k[0] == "b") for k, g in grads.items()}

    class last_layer_not_decayed(base):  # type: ignore[misc]
        def penalty(self) -> float:
            last = 0.5 * self.weight_decay_lambda * float((self.params[f"W{self.depth}"] ** 2).sum())
            return float(super().penalty() - last)

    class decay_averaged(base):  # type: ignore[misc]
        def loss(self, x: Array, t: Array, *flag: bool, **named: bool) -> float:
            return float(super().loss(x, t, *flag, **named) - self.penalty() * (1 - 1 / len(x)))

    return [
        decay_missing_in_gradient,
        decay_missing_in_loss,
        decay_missing,
        half_missing,
        half_missing_in_loss,
        decay_gradient_doubled,
        decay_gradient_squared,
        biases_decayed,
        last_layer_not_decayed,
        decay_averaged,
    ]


def _more(net: Any, grads: Grads, share: float) -> Grads:
    """The gradients with so many times λ W more."""
    return {k: g + share * net.weight_decay_lambda * net.params[k] * (k[0] == "W") for k, g in grads.items()}


def loss_mistakes(base: Any) -> list[Any]:
    """Mistakes of the loss."""

    class softmax_twice(base):  # type: ignore[misc]
        def loss(self, x: Array, t: Array, *flag: bool, **named: bool) -> float:
            y = base.predict(self, x, *flag, **named)
            once = y if hasattr(base, "gives_probabilities") else softmax(y)
            return float(self.last.forward(once, t) + self.penalty())

    class loss_not_averaged(base):  # type: ignore[misc]
        def loss(self, x: Array, t: Array, *flag: bool, **named: bool) -> float:
            return float((super().loss(x, t, *flag, **named) - self.penalty()) * len(x) + self.penalty())

    class loss_sign(base):  # type: ignore[misc]
        def loss(self, x: Array, t: Array, *flag: bool, **named: bool) -> float:
            return float(2 * self.penalty() - super().loss(x, t, *flag, **named))

    return [softmax_twice, loss_not_averaged, loss_sign]


def layer_mistakes(base: Any) -> list[Any]:
    """Mistakes in how the layers are put together."""

    class layers_hold_copies(base):  # type: ignore[misc]
        def _build(self) -> None:
            super()._build()
            for name, layer in self.layers.items():
                if name.startswith("Affine"):
                    layer.W, layer.b = layer.W.copy(), layer.b.copy()

    class activation_missing(base):  # type: ignore[misc]
        def _add_activation(self, layer: int) -> None:
            pass

    class activation_ignored(base):  # type: ignore[misc]
        def _add_activation(self, layer: int) -> None:
            self.activation = "relu"
            super()._add_activation(layer)

    class activation_on_output(base):  # type: ignore[misc]
        def _build(self) -> None:
            super()._build()
            self._add_activation(self.depth)

    class bias_unused(base):  # type: ignore[misc]
        def _add_affine(self, layer: int) -> None:
            super()._add_affine(layer)
            self.layers[f"Affine{layer}"].b = np.zeros_like(self.params[f"b{layer}"])

    return [layers_hold_copies, activation_missing, activation_ignored, activation_on_output, bias_unused]


def gradient_mistakes(base: Any) -> list[Any]:
    """Mistakes of the gradient."""

    class gradient_not_averaged(base):  # type: ignore[misc]
        def gradient(self, x: Array, t: Array) -> Grads:
            grads = _more(self, super().gradient(x, t), -1.0)
            return _more(self, {k: g * len(x) for k, g in grads.items()}, 1.0)

    class gradient_sign(base):  # type: ignore[misc]
        def gradient(self, x: Array, t: Array) -> Grads:
            return _more(self, {k: -g for k, g in _more(self, super().gradient(x, t), -1.0).items()}, 1.0)

    class layers_not_reversed(base):  # type: ignore[misc]
        layers: dict[str, Any]

        def gradient(self, x: Array, t: Array) -> Grads:
            self.layers = dict(reversed(self.layers.items()))
            try:
                return self._backwards(x, t)
            finally:
                self.layers = dict(reversed(self.layers.items()))

        def _backwards(self, x: Array, t: Array) -> Grads:
            backwards, self.layers = self.layers, dict(reversed(self.layers.items()))
            self.loss(x, t)
            self.layers = backwards
            return dict(self._backward())

    class bias_averaged(base):  # type: ignore[misc]
        def gradient(self, x: Array, t: Array) -> Grads:
            return {k: g / len(x) if k[0] == "b" else g for k, g in super().gradient(x, t).items()}

    class bias_not_learned(base):  # type: ignore[misc]
        def gradient(self, x: Array, t: Array) -> Grads:
            return {k: 0 * g if k[0] == "b" else g for k, g in super().gradient(x, t).items()}

    class gradient_keys_missing(base):  # type: ignore[misc]
        def gradient(self, x: Array, t: Array) -> Grads:
            return {k: g for k, g in super().gradient(x, t).items() if k[0] != "b"}

    class last_layer_missing(base):  # type: ignore[misc]
        def gradient(self, x: Array, t: Array) -> Grads:
            last = str(self.depth)
            return {k: g for k, g in super().gradient(x, t).items() if k.strip("Wb") != last}

    class gradients_pile_up(base):  # type: ignore[misc]
        def gradient(self, x: Array, t: Array) -> Grads:
            before = getattr(self, "before", {})
            self.before = {k: g + before.get(k, 0.0) for k, g in super().gradient(x, t).items()}
            return {k: g.copy() for k, g in self.before.items()}

    return [
        gradient_not_averaged,
        gradient_sign,
        layers_not_reversed,
        bias_averaged,
        bias_not_learned,
        gradient_keys_missing,
        last_layer_missing,
        gradients_pile_up,
    ]


def accuracy_mistakes(base: Any) -> list[Any]:
    """Mistakes of the accuracy."""

    class accuracy_over_the_wrong_axis(base):  # type: ignore[misc]
        def accuracy(self, x: Array, t: Array) -> float:
            return float(np.sum(self.predict(x).argmax(axis=0) == t.argmax(axis=0)) / len(x))

    class accuracy_counted(base):  # type: ignore[misc]
        def accuracy(self, x: Array, t: Array) -> float:
            return float(super().accuracy(x, t) * len(x))

    class accuracy_in_percent(base):  # type: ignore[misc]
        def accuracy(self, x: Array, t: Array) -> float:
            return float(super().accuracy(x, t) * 100)

    return [accuracy_over_the_wrong_axis, accuracy_counted, accuracy_in_percent]


def initial_mistakes(base: Any) -> list[Any]:
    """Mistakes of the first weights."""

    class starts_at_zero(base):  # type: ignore[misc]
        def _draw(self, weight_init_std: str | float) -> None:
            super()._draw(0.0)

    class names_swapped(base):  # type: ignore[misc]
        def _draw(self, weight_init_std: str | float) -> None:
            swapped = {"relu": "sigmoid", "he": "xavier", "sigmoid": "relu", "xavier": "he"}
            super()._draw(swapped.get(str(weight_init_std), weight_init_std))

    class fan_out(base):  # type: ignore[misc]
        names: tuple[str, ...] = ("relu", "he", "sigmoid", "xavier")

        def _draw(self, weight_init_std: str | float) -> None:
            super()._draw(weight_init_std)
            for layer in range(1, self.depth + 1):
                if weight_init_std in self.names:
                    self.params[f"W{layer}"] *= np.sqrt(self.sizes[layer - 1] / self.sizes[layer])

    class fan_out__he(fan_out):
        names = ("relu", "he")

    class fan_out__xavier(fan_out):
        names = ("sigmoid", "xavier")

    class variance_for_deviation(base):  # type: ignore[misc]
        def _draw(self, weight_init_std: str | float) -> None:
            super()._draw(weight_init_std)
            for layer in range(1, self.depth + 1):
                if isinstance(weight_init_std, str):
                    gain = 2.0 if weight_init_std in ("relu", "he") else 1.0
                    self.params[f"W{layer}"] *= np.sqrt(gain / self.sizes[layer - 1])

    class scale_ignored(base):  # type: ignore[misc]
        def _draw(self, weight_init_std: str | float) -> None:
            super()._draw(0.01)

    class unscaled(base):  # type: ignore[misc]
        def _draw(self, weight_init_std: str | float) -> None:
            super()._draw(1.0)

    return [
        starts_at_zero,
        names_swapped,
        fan_out,
        fan_out__he,
        fan_out__xavier,
        variance_for_deviation,
        scale_ignored,
        unscaled,
    ]
