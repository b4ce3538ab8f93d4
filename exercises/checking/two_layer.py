"""A network of two layers in its right forms, in parts that can be replaced one by one."""

from __future__ import annotations

import numpy as np

from ...reference.functions import sigmoid, softmax
from ...reference.numerical import numerical_gradient
from .case import Array

FORMS = {
    "sigmoid+softmax": ("sigmoid", False),
    "relu+scores": ("relu", True),
    "sigmoid+scores": ("sigmoid", True),
    "relu+softmax": ("relu", False),
}
"""Activation of the hidden layer, and whether `predict` gives scores or probabilities."""


class Net:
    """The network; `hidden` and `gives_scores` are its form."""

    hidden = "sigmoid"
    gives_scores = False

    def __init__(self, input_size: int, hidden_size: int, output_size: int, weight_init_std: float = 0.01) -> None:
        self.params = {
            "W1": weight_init_std * np.random.randn(input_size, hidden_size),
            "b1": np.zeros(hidden_size),
            "W2": weight_init_std * np.random.randn(hidden_size, output_size),
            "b2": np.zeros(output_size),
        }

    def affine(self, x: Array, layer: int) -> Array:
        """A layer's weighted sum."""
        return np.asarray(x @ self.params[f"W{layer}"] + self.params[f"b{layer}"])

    def activate(self, a: Array) -> Array:
        """The hidden activation."""
        return sigmoid(a) if self.hidden == "sigmoid" else np.maximum(a, 0)

    def slope(self, a: Array, z: Array) -> Array:
        """Its derivative at a, where it gave z."""
        return np.asarray(z * (1 - z) if self.hidden == "sigmoid" else (a > 0).astype(float))

    def scores(self, x: Array) -> Array:
        """The scores, and everything on the way to them kept."""
        self.x, self.a1 = x, self.affine(x, 1)
        self.z1 = self.activate(self.a1)
        return self.affine(self.z1, 2)

    def probabilities(self, scores: Array) -> Array:
        """What the loss is computed from."""
        return softmax(scores)

    def predict(self, x: Array) -> Array:
        """Scores or probabilities."""
        return self.scores(x) if self.gives_scores else self.probabilities(self.scores(x))

    def loss(self, x: Array, t: Array) -> float:
        """Cross entropy error."""
        return self.error(self.probabilities(self.scores(x)), self.target(t))

    def error(self, y: Array, t: Array) -> float:
        """Mean over the batch."""
        return float(-(t * np.log(y + 1e-7)).sum() / len(y))

    def target(self, t: Array) -> Array:
        """One-hot rows."""
        return t if t.ndim == 2 else np.eye(self.params["b2"].size)[t]

    def accuracy(self, x: Array, t: Array) -> float:
        """Share of right answers."""
        return float(np.mean(self.predict(x).argmax(axis=1) == self.target(t).argmax(axis=1)))

    def delta(self, y: Array, t: Array) -> Array:
        """Gradient of the loss with respect to the scores."""
        return (y - t) / len(y)

    def back(self, delta: Array) -> Array:
        """Gradient with respect to the first weighted sum."""
        return np.asarray((delta @ self.params["W2"].T) * self.slope(self.a1, self.z1))

    def biases(self, delta: Array) -> Array:
        """Gradient of a layer's biases."""
        return np.asarray(delta.sum(axis=0))

    def gradient(self, x: Array, t: Array) -> dict[str, Array]:
        """By the chain rule."""
        delta = self.delta(self.probabilities(self.scores(x)), self.target(t))
        first = self.back(delta)
        return {"W1": x.T @ first, "b1": self.biases(first), "W2": self.z1.T @ delta, "b2": self.biases(delta)}

    def numerical_gradient(self, x: Array, t: Array) -> dict[str, Array]:
        """By differences."""
        return {name: numerical_gradient(lambda _: self.loss(x, t), self.params[name]) for name in self.params}


def net(form: str) -> type[Net]:
    """The network in one of the forms."""
    hidden, gives_scores = FORMS[form]
    return type("TwoLayerNet", (Net,), {"hidden": hidden, "gives_scores": gives_scores})


def conventions(book: str) -> dict[str, type[Net]]:
    """The other forms, by their labels: `hidden__relu`, `gives__scores` or both."""
    own = book.split("+")
    found = {}
    for form in FORMS:
        differs = [
            f"{what}__{value}"
            for what, value, mine in zip(("hidden", "gives"), form.split("+"), own, strict=True)
            if value != mine
        ]
        if differs:
            found["+".join(differs)] = net(form)
    return found
