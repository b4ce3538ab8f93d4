"""What the exercises of autoencoders and Boltzmann machines do to a learner's code in the same way.

N rows, D numbers in [0, 1], networks of units between 0 and 1 whose arrays go by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from .answers import Claim, Gradient, gradient
from .case import Array, Case
from .idioms import or_refused
from .tolerance import Tolerance

Params = dict[str, Array]

LOG = Tolerance(absolute=1e-4)
"""An ε inside the logarithms moves a term by ε / y. Weights and biases in [-0.6, 0.6] and five units or fewer keep
scores within ±3.6 and y above 0.026, so that six units of four rows move a sum by 24 · 38 ε: 9.2e-5 for ε = 1e-7.
The same ε moves the gradient of a score by 38 ε. Back through six outputs, five units and three latent variables with
such weights a mean grows by 6 · 5 · 3 · 0.6³ at most, to 740 ε."""


def moderate(case: Case, *shape: int) -> Array:
    """Weights or biases in [-0.6, 0.6)."""
    return case.uniform(*shape, low=-0.6, high=0.6)


def pixels(case: Case, *shape: int) -> Array:
    """Grey values that stay away from black and white, so that a masked one changes."""
    return case.uniform(*shape, low=0.1, high=0.9)


def mask(case: Case, n: int, d: int) -> Array:
    """0.0 and 1.0 with equal chance (N, D), at least one of each in every row; d is at least 2."""
    drawn = case.integers(n, d, high=2).astype(float)
    rows, column = np.arange(n), case.integers(n, high=d)
    drawn[rows, column], drawn[rows, (column + 1) % d] = 0.0, 1.0
    return drawn


def stack(case: Case, sizes: Sequence[int], input_bias: str) -> Params:
    """A pre-trained classifier's parameters: W, b and the input side's bias of each hidden layer, then W and b."""
    params: Params = {}
    for layer, (n_in, n_out) in enumerate(pairwise(sizes), 1):
        params |= {f"W{layer}": moderate(case, n_in, n_out), f"b{layer}": moderate(case, n_out)}
        if layer < len(sizes) - 1:
            params[f"{input_bias}{layer}"] = moderate(case, n_in)
    return params


def copied(params: Mapping[str, Any]) -> Params:
    """The same arrays once more, since code may write into its own."""
    return {name: np.array(array) for name, array in params.items()}


def by_name(model: Any, result: Any, names: Sequence[str]) -> dict[str, Any]:
    """Arrays by the book's names, whatever form they came back in.

    They stand in a dictionary under `W`, `dW`, `d_W` or `grad_W`, else in the order of `names` in a dictionary, list or
    tuple of as many; a method that returns nothing may have kept them in attributes such as `dW`. None stands for what
    is not there.
    """
    if result is None:
        result = or_refused(lambda: {name: getattr(model, f"d{name}") for name in names})
    found = _named(result, names) if isinstance(result, Mapping) else {}
    if len(found) < len(names) and isinstance(result, Mapping | list | tuple) and len(result) == len(names):
        values = result.values() if isinstance(result, Mapping) else result
        found = dict(zip(names, values, strict=True))
    return {name: np.array(found[name]) if name in found else None for name in names}


def shapes(found: Mapping[str, Any]) -> dict[str, tuple[int, ...]]:
    """Shapes of the arrays that are there."""
    return {name: np.shape(array) for name, array in found.items() if array is not None}


def _named(result: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    prefixes = ("", "d", "d_", "grad_")
    return {name: result[p + name] for name in names for p in reversed(prefixes) if p + name in result}


def loss_gradient(
    make: Callable[[Params], Any], case: Case, params: Params, names: Sequence[str], *data: Array
) -> Gradient:
    """The gradient of a model's loss by some of its parameters, and how to ask the model's own loss.

    Args:
        make: makes the model from all of its parameters.
        case: draws the upstream number that the gradients are multiplied by.
        params: every parameter.
        names: those that the gradient is taken by.
        data: what loss and gradient take.
    """

    def forward(**at: Array) -> tuple[Any, Any]:
        model = make(copied(params | at))
        return model, model.loss(*(array.copy() for array in data))

    def backward(model: Any, dout: Array) -> dict[str, Any]:
        grads = by_name(model, model.gradient(*(array.copy() for array in data)), names)
        return {name: None if grad is None else dout * grad for name, grad in grads.items()}

    return gradient(case, forward, backward, **{name: params[name] for name in names})


def descended(params: Params, grads_at: Callable[[Params], Mapping[str, Any]], lr: float, steps: int) -> Params:
    """Parameters after plain gradient descent; those without a gradient stay."""
    for _ in range(steps):
        grads = grads_at(copied(params))
        params = {name: array - lr * grads[name] if name in grads else array for name, array in params.items()}
    return params


def falls(before: Any, after: Any) -> Claim:
    """Whether a number became lower."""
    numbers = float(np.asarray(before)), float(np.asarray(after))
    fields = {"before": f"{numbers[0]:.4g}", "after": f"{numbers[1]:.4g}"}
    return Claim(numbers[1] < numbers[0], "not_lower", fields, fingerprint=np.array(numbers))


def pretrained(model: Any, result: Any, names: Sequence[str]) -> dict[str, Any]:
    """The parameters after pre-training: what came back, or where that is no dictionary what the model keeps."""
    found = result if isinstance(result, Mapping) else or_refused(lambda: model.params)
    found = found if isinstance(found, Mapping) else {}
    return {name: np.array(found[name]) if name in found else None for name in names}
