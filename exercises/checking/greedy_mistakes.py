"""Mistakes that are made in any classifier that is pre-trained layer by layer and then tuned as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from ...reference.functions import sigmoid
from .case import Array

Draws = Sequence[Sequence[Sequence[Array]]]


def greedy_mistakes(layer: Any, input_bias: str) -> dict[str, Any]:
    """Wrong variants of a class such as the reference's StackedDenoisingAutoencoder, by label.

    Args:
        layer: the class.
        input_bias: name of the bias of a hidden layer's input side, c or a.
    """
    wrong = [*_of_the_order(layer), *_of_a_step(layer, input_bias), *_of_the_loss(layer), *_of_the_gradient(layer)]
    return {made.__name__: made for made in wrong}


def predicting_scores(layer: Any) -> Any:
    """The same classifier, whose predict leaves the softmax to the loss as the book's networks do."""

    class Scores(layer):  # type: ignore[misc]
        def predict(self, x: Array) -> Array:
            below = self._activations(x)[-1]
            return np.asarray(below @ self.params[f"W{self.output}"] + self.params[f"b{self.output}"])

        def loss(self, x: Array, t: Array) -> Any:
            return layer(self.params).loss(x, t)

        def gradient(self, x: Array, t: Array) -> Any:
            return layer(self.params).gradient(x, t)

    return Scores


def summing(layer: Any) -> Any:
    """The same classifier, pre-trained by sums over the batch and not by means."""

    class Summed(layer):  # type: ignore[misc]
        def _step(self, n: int, x: Array, drawn: Sequence[Array], lr: float) -> None:
            super()._step(n, x, drawn, lr * len(x))

    return Summed


def _of_the_order(layer: Any) -> Iterator[Any]:
    """What the layers are trained on, and when."""

    class untrained_below(layer):  # type: ignore[misc]
        def _greedy(self, x: Array, draws: Draws, lr: float) -> Any:
            inputs = self._activations(x)
            for n, steps in enumerate(draws, 1):
                for drawn in steps:
                    self._step(n, inputs[n - 1], drawn, lr)
            return dict(self.params)

    class all_at_once(layer):  # type: ignore[misc]
        def _greedy(self, x: Array, draws: Draws, lr: float) -> Any:
            for step in range(max(map(len, draws))):
                for n, steps in enumerate(draws, 1):
                    if step < len(steps):
                        self._step(n, self._activations(x)[n - 1], steps[step], lr)
            return dict(self.params)

    class only_the_first_layer(layer):  # type: ignore[misc]
        def _greedy(self, x: Array, draws: Draws, lr: float) -> Any:
            return super()._greedy(x, draws[:1], lr)

    class one_step(layer):  # type: ignore[misc]
        def _greedy(self, x: Array, draws: Draws, lr: float) -> Any:
            return super()._greedy(x, [steps[:1] for steps in draws], lr)

    class first_draw_again(layer):  # type: ignore[misc]
        def _greedy(self, x: Array, draws: Draws, lr: float) -> Any:
            return super()._greedy(x, [[steps[0]] * len(steps) for steps in draws], lr)

    class scores_passed_up(layer):  # type: ignore[misc]
        def _greedy(self, x: Array, draws: Draws, lr: float) -> Any:
            for n, steps in enumerate(draws, 1):
                for drawn in steps:
                    self._step(n, x, drawn, lr)
                x = x @ self.params[f"W{n}"] + self.params[f"b{n}"]
            return dict(self.params)

    class trained_apart(layer):  # type: ignore[misc]
        def _greedy(self, x: Array, draws: Draws, lr: float) -> Any:
            return layer(self.params)._greedy(x, draws, lr)

    class never_trained(layer):  # type: ignore[misc]
        def _greedy(self, x: Array, draws: Draws, lr: float) -> Any:
            return dict(self.params)

    yield from (untrained_below, all_at_once, only_the_first_layer, one_step, first_draw_again)
    yield from (scores_passed_up, trained_apart, never_trained)


def _of_a_step(layer: Any, input_bias: str) -> Iterator[Any]:
    """What one step of training a layer alone changes."""

    def keeping(names: str) -> Any:
        class Keeping(layer):  # type: ignore[misc]
            def _step(self, n: int, x: Array, drawn: Sequence[Array], lr: float) -> None:
                kept = {f"{name}{n}": self.params[f"{name}{n}"] for name in names}
                super()._step(n, x, drawn, lr)
                self.params.update(kept)

        return Keeping

    class biases_left(keeping(f"b{input_bias}")):  # type: ignore[misc]
        pass

    class input_bias_left(keeping(input_bias)):  # type: ignore[misc]
        pass

    class step_backwards(layer):  # type: ignore[misc]
        def _step(self, n: int, x: Array, drawn: Sequence[Array], lr: float) -> None:
            super()._step(n, x, drawn, -lr)

    yield from (biases_left, input_bias_left, step_backwards)


def _of_the_loss(layer: Any) -> Iterator[Any]:
    class softmax_over_batch(layer):  # type: ignore[misc]
        def predict(self, x: Array) -> Array:
            scores = self._activations(x)[-1] @ self.params[f"W{self.output}"] + self.params[f"b{self.output}"]
            raised = np.exp(scores - scores.max(axis=0))
            return np.asarray(raised / raised.sum(axis=0))

    class sigmoid_at_the_end(layer):  # type: ignore[misc]
        def predict(self, x: Array) -> Any:
            return self._hidden(self.output, self._activations(x)[-1])

    class hidden_sigmoid_missing(layer):  # type: ignore[misc]
        def _activations(self, x: Array) -> list[Array]:
            found = [x]
            for n in range(1, self.output):
                found.append(found[-1] @ self.params[f"W{n}"] + self.params[f"b{n}"])
            return found

    class hidden_tanh(layer):  # type: ignore[misc]
        def _activations(self, x: Array) -> list[Array]:
            found = [x]
            for n in range(1, self.output):
                found.append(np.tanh(found[-1] @ self.params[f"W{n}"] + self.params[f"b{n}"]))
            return found

    class hidden_relu(layer):  # type: ignore[misc]
        def _activations(self, x: Array) -> list[Array]:
            found = [x]
            for n in range(1, self.output):
                found.append(np.maximum(found[-1] @ self.params[f"W{n}"] + self.params[f"b{n}"], 0))
            return found

    class loss_summed(layer):  # type: ignore[misc]
        def loss(self, x: Array, t: Array) -> Any:
            return super().loss(x, t) * len(x)

    class averaged_over_every_element(layer):  # type: ignore[misc]
        def loss(self, x: Array, t: Array) -> Any:
            return super().loss(x, t) / t.shape[1]

    class loss_sign_flipped(layer):  # type: ignore[misc]
        def loss(self, x: Array, t: Array) -> Any:
            return -super().loss(x, t)

    yield from (softmax_over_batch, sigmoid_at_the_end, hidden_sigmoid_missing, hidden_tanh, hidden_relu)
    yield from (loss_summed, averaged_over_every_element, loss_sign_flipped)


def _of_the_gradient(layer: Any) -> Iterator[Any]:
    def changed(name: str, change: Callable[[str, Array, Array], Array]) -> Any:
        def gradient(self: Any, x: Array, t: Array) -> dict[str, Array]:
            grads = layer.gradient(self, x, t)
            return {key: change(key.lstrip("Wb") == str(self.output), grad, x) for key, grad in grads.items()}

        return type(name, (layer,), {"gradient": gradient})

    def through(name: str, slope: Callable[[Array], Any], top: Callable[[Array], Any] = lambda y: 1.0) -> Any:
        def gradient(self: Any, x: Array, t: Array) -> dict[str, Array]:
            below, y, grads = self._activations(x), self.predict(x), {}
            delta = (y - t) / len(x) * top(y)
            for n in range(self.output, 0, -1):
                grads[f"W{n}"], grads[f"b{n}"] = below[n - 1].T @ delta, delta.sum(axis=0)
                delta = delta @ self.params[f"W{n}"].T * slope(below[n - 1])
            return grads

        return type(name, (layer,), {"gradient": gradient})

    yield type("nothing_returned", (layer,), {"gradient": lambda self, x, t: None})
    yield changed("only_the_top_tuned", lambda top, grad, x: grad if top else np.zeros_like(grad))
    yield changed("gradient_not_divided", lambda top, grad, x: grad * len(x))
    yield changed("bias_gradients_averaged", lambda top, grad, x: grad / len(x) if grad.ndim == 1 else grad)
    yield changed("gradient_sign_flipped", lambda top, grad, x: -grad)
    yield through("hidden_derivative_missing", lambda h: 1.0)
    yield through("sigmoid_taken_again", lambda h: sigmoid(h) * (1.0 - sigmoid(h)))
    yield through("derivative_of_tanh", lambda h: 1.0 - h**2)
    yield through("output_derivative_added", lambda h: h * (1.0 - h), lambda y: y * (1.0 - y))
