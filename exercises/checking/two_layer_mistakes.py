"""Mistakes that are made in a network of two layers, in each of its right forms."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np

from ...reference.functions import sigmoid, softmax
from .case import Array
from .two_layer import net

INITIAL = ("starts_at_zero", "scale_ignored", "never_negative")
ACCURACY = (
    "accuracy_over_the_wrong_axis",
    "accuracy_counted",
    "accuracy_in_percent",
    "accuracy_of_entries",
    "accuracy_by_classes",
)


def mistakes(book: str, *others: str, without: Collection[str] = ()) -> dict[str, Any]:
    """Every mistake in the book's form and in others, but for those labels that an exercise does not look for."""
    found = {
        _label(made, form, book): made for form in (book, *others) for made in _of(form, _seen(form, book, others))
    }
    return {label: made for label, made in found.items() if label.partition("__")[0] not in without}


def _label(made: Any, form: str, book: str) -> str:
    """The mistake's name, and what tells it from the same mistake in another form."""
    name, there, variant = made.__name__.partition("__")
    marks = [*([variant] if there else []), *([form.replace("+", "_")] if form != book else [])]
    return f"{name}__{'_'.join(marks)}" if marks else str(name)


def _seen(form: str, book: str, others: Collection[str]) -> bool:
    """Whether a form before this one has the same hidden activation, and so the same loss and gradients."""
    forms = [book, *others]
    return any(before.split("+")[0] == form.split("+")[0] for before in forms[: forms.index(form)])


def _of(form: str, seen: bool) -> list[Any]:
    base = net(form)
    if seen:
        return _in_forward(base)
    return [*_in_parameters(base), *_in_forward(base), *_in_loss(base), *_in_gradient(base), *_in_accuracy(base)]


def _in_parameters(base: Any) -> list[Any]:
    class layers_hold_copies(base):  # type: ignore[misc]
        def __init__(self, *sizes: Any, **options: Any) -> None:
            super().__init__(*sizes, **options)
            self.copies = {name: value.copy() for name, value in self.params.items()}

        def affine(self, x: Array, layer: int) -> Array:
            return np.asarray(x @ self.copies[f"W{layer}"] + self.copies[f"b{layer}"])

    class starts_at_zero(base):  # type: ignore[misc]
        def __init__(self, *sizes: Any, **options: Any) -> None:
            super().__init__(*sizes, **options)
            for value in self.params.values():
                value[...] = 0.0

    class scale_ignored(base):  # type: ignore[misc]
        def __init__(self, *sizes: Any, weight_init_std: float = 0.01) -> None:
            super().__init__(*sizes, 1.0)

    class never_negative(base):  # type: ignore[misc]
        def __init__(self, *sizes: Any, weight_init_std: float = 0.01) -> None:
            super().__init__(*sizes, weight_init_std)
            for name in ("W1", "W2"):
                self.params[name] = weight_init_std * np.random.rand(*self.params[name].shape)

    return [layers_hold_copies, starts_at_zero, scale_ignored, never_negative]


def _in_forward(base: Any) -> list[Any]:
    class activation_missing(base):  # type: ignore[misc]
        def activate(self, a: Array) -> Array:
            return a

        def slope(self, a: Array, z: Array) -> Array:
            return np.ones_like(a)

    class activation_on_output(base):  # type: ignore[misc]
        def scores(self, x: Array) -> Array:
            return np.asarray(self.activate(super().scores(x)))

    class bias_unused(base):  # type: ignore[misc]
        def affine(self, x: Array, layer: int) -> Array:
            return np.asarray(x @ self.params[f"W{layer}"])

    class bias_twice_the_first(base):  # type: ignore[misc]
        def scores(self, x: Array) -> Array:
            return np.asarray(super().scores(x) - self.params["b2"])

    class softmax_over_the_batch(base):  # type: ignore[misc]
        def probabilities(self, scores: Array) -> Array:
            return softmax(scores.T).T

    class softmax_over_everything(base):  # type: ignore[misc]
        def probabilities(self, scores: Array) -> Array:
            return softmax(scores.ravel()).reshape(scores.shape)

    return [
        activation_missing,
        activation_on_output,
        bias_unused,
        bias_twice_the_first,
        softmax_over_the_batch,
        softmax_over_everything,
    ]


def _in_loss(base: Any) -> list[Any]:
    class softmax_twice(base):  # type: ignore[misc]
        def loss(self, x: Array, t: Array) -> float:
            y = self.probabilities(self.scores(x))
            return float(self.error(softmax(y), self.target(t)))

    class softmax_twice__slope(softmax_twice):
        def delta(self, y: Array, t: Array) -> Array:
            return np.asarray(super().delta(softmax(y), t))

    class loss_without_softmax(base):  # type: ignore[misc]
        def loss(self, x: Array, t: Array) -> float:
            return float(self.error(self.scores(x), self.target(t)))

    class loss_not_averaged(base):  # type: ignore[misc]
        def error(self, y: Array, t: Array) -> float:
            return float(super().error(y, t) * len(y))

    class loss_averaged_twice(base):  # type: ignore[misc]
        def error(self, y: Array, t: Array) -> float:
            return float(super().error(y, t) / len(y))

    class loss_averaged_over_classes(base):  # type: ignore[misc]
        def error(self, y: Array, t: Array) -> float:
            return float(super().error(y, t) / y.shape[1])

    class loss_sign(base):  # type: ignore[misc]
        def error(self, y: Array, t: Array) -> float:
            return float(-super().error(y, t))

    class squared_error(base):  # type: ignore[misc]
        def error(self, y: Array, t: Array) -> float:
            return float(0.5 * ((y - t) ** 2).sum() / len(y))

    return [
        softmax_twice,
        softmax_twice__slope,
        loss_without_softmax,
        loss_not_averaged,
        loss_averaged_twice,
        loss_averaged_over_classes,
        loss_sign,
        squared_error,
    ]


def _in_gradient(base: Any) -> list[Any]:
    return [*_in_delta(base), *_in_back(base), *_in_keys(base), *_in_calls(base)]


def _in_delta(base: Any) -> list[Any]:
    class gradient_not_averaged(base):  # type: ignore[misc]
        def delta(self, y: Array, t: Array) -> Array:
            return np.asarray(y - t)

    class gradient_sign(base):  # type: ignore[misc]
        def delta(self, y: Array, t: Array) -> Array:
            return (t - y) / len(y)

    class gradient_averaged_twice(base):  # type: ignore[misc]
        def delta(self, y: Array, t: Array) -> Array:
            return np.asarray((y - t) / len(y) ** 2)

    class gradient_averaged_over_classes(base):  # type: ignore[misc]
        def delta(self, y: Array, t: Array) -> Array:
            return np.asarray((y - t) / y.shape[1])

    return [gradient_not_averaged, gradient_sign, gradient_averaged_twice, gradient_averaged_over_classes]


def _in_back(base: Any) -> list[Any]:
    class slope_missing(base):  # type: ignore[misc]
        def slope(self, a: Array, z: Array) -> Array:
            return np.ones_like(a)

    class slope_of_the_output(base):  # type: ignore[misc]
        def slope(self, a: Array, z: Array) -> Array:
            s = sigmoid(z)
            return np.asarray(s * (1 - s))

    class slope_of_the_other(base):  # type: ignore[misc]
        def slope(self, a: Array, z: Array) -> Array:
            return np.asarray((a > 0).astype(float) if self.hidden == "sigmoid" else sigmoid(a) * (1 - sigmoid(a)))

    class layers_not_reversed(base):  # type: ignore[misc]
        def gradient(self, x: Array, t: Array) -> dict[str, Array]:
            delta = self.delta(self.probabilities(self.scores(x)), self.target(t))
            middle = (delta @ self.params["W1"].T) * self.slope(self.a1, self.z1)
            biases = {"b1": self.biases(delta), "b2": self.biases(middle)}
            return {"W1": self.x.T @ delta, "W2": self.z1.T @ middle, **biases}

    class weights_not_passed(base):  # type: ignore[misc]
        def gradient(self, x: Array, t: Array) -> dict[str, Array]:
            grads = super().gradient(x, t)
            delta = self.delta(self.probabilities(self.scores(x)), self.target(t))
            grads["W2"] = self.a1.T @ delta
            return grads  # type: ignore[no-any-return]

    class bias_averaged(base):  # type: ignore[misc]
        def biases(self, delta: Array) -> Array:
            return np.asarray(delta.mean(axis=0))

    class bias_of_one_row(base):  # type: ignore[misc]
        def biases(self, delta: Array) -> Array:
            return np.asarray(delta[0])

    return [
        slope_missing,
        *([slope_of_the_output] if base.hidden == "sigmoid" else []),  # that of ReLU is the same for both
        slope_of_the_other,
        layers_not_reversed,
        weights_not_passed,
        bias_averaged,
        bias_of_one_row,
    ]


def _in_keys(base: Any) -> list[Any]:
    class gradient_keys_missing(base):  # type: ignore[misc]
        def gradient(self, x: Array, t: Array) -> dict[str, Array]:
            return {name: grad for name, grad in super().gradient(x, t).items() if name[0] == "W"}

        def numerical_gradient(self, x: Array, t: Array) -> dict[str, Array]:
            return {name: grad for name, grad in super().numerical_gradient(x, t).items() if name[0] == "W"}

    class bias_not_learned(base):  # type: ignore[misc]
        def gradient(self, x: Array, t: Array) -> dict[str, Array]:
            return {name: grad if name[0] == "W" else 0 * grad for name, grad in super().gradient(x, t).items()}

        def numerical_gradient(self, x: Array, t: Array) -> dict[str, Array]:
            grads = super().numerical_gradient(x, t)
            return {name: grad if name[0] == "W" else 0 * grad for name, grad in grads.items()}

    class first_layer_not_learned(base):  # type: ignore[misc]
        def gradient(self, x: Array, t: Array) -> dict[str, Array]:
            return {name: grad if name[1] == "2" else 0 * grad for name, grad in super().gradient(x, t).items()}

        def numerical_gradient(self, x: Array, t: Array) -> dict[str, Array]:
            grads = super().numerical_gradient(x, t)
            return {name: grad if name[1] == "2" else 0 * grad for name, grad in grads.items()}

    class layers_swapped(base):  # type: ignore[misc]
        def gradient(self, x: Array, t: Array) -> dict[str, Array]:
            grads = super().gradient(x, t)
            return {name: grads[name[0] + "21"[int(name[1]) - 1]] for name in grads}

    return [gradient_keys_missing, bias_not_learned, first_layer_not_learned, layers_swapped]


def _in_calls(base: Any) -> list[Any]:
    class forward_not_run(base):  # type: ignore[misc]
        def predict(self, x: Array) -> Array:
            self.y = self.probabilities(self.scores(x))
            return np.asarray(super().predict(x))

        def loss(self, x: Array, t: Array) -> float:
            self.predict(x)
            return float(super().loss(x, t))

        def gradient(self, x: Array, t: Array) -> dict[str, Array]:
            delta = self.delta(self.y, self.target(t))
            first = self.back(delta)
            biases = {"b1": self.biases(first), "b2": self.biases(delta)}
            return {"W1": self.x.T @ first, "W2": self.z1.T @ delta, **biases}

    class gradients_pile_up(base):  # type: ignore[misc]
        def gradient(self, x: Array, t: Array) -> dict[str, Array]:
            before = getattr(self, "before", {})
            self.before = {name: grad + before.get(name, 0.0) for name, grad in super().gradient(x, t).items()}
            return {name: grad.copy() for name, grad in self.before.items()}

    return [forward_not_run, gradients_pile_up]


def _in_accuracy(base: Any) -> list[Any]:
    class accuracy_over_the_wrong_axis(base):  # type: ignore[misc]
        def accuracy(self, x: Array, t: Array) -> float:
            return float(np.sum(self.predict(x).argmax(axis=0) == self.target(t).argmax(axis=0)) / len(x))

    class accuracy_over_the_wrong_axis__mean(base):  # type: ignore[misc]
        def accuracy(self, x: Array, t: Array) -> float:
            return float(np.mean(self.predict(x).argmax(axis=0) == self.target(t).argmax(axis=0)))

    class accuracy_counted(base):  # type: ignore[misc]
        def accuracy(self, x: Array, t: Array) -> float:
            return float(super().accuracy(x, t) * len(x))

    class accuracy_in_percent(base):  # type: ignore[misc]
        def accuracy(self, x: Array, t: Array) -> float:
            return float(100 * super().accuracy(x, t))

    class accuracy_of_entries(base):  # type: ignore[misc]
        def accuracy(self, x: Array, t: Array) -> float:
            return float(np.mean(self.predict(x).round() == self.target(t)))

    class accuracy_by_classes(base):  # type: ignore[misc]
        def accuracy(self, x: Array, t: Array) -> float:
            return float(super().accuracy(x, t) * len(x) / self.params["b2"].size)

    return [
        accuracy_over_the_wrong_axis,
        accuracy_over_the_wrong_axis__mean,
        accuracy_counted,
        accuracy_in_percent,
        accuracy_of_entries,
        accuracy_by_classes,
    ]
