"""What the exercises of pre-trained classifiers ask in the same way of the network as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .answers import Claim, Gradient
from .case import Array, Case
from .idioms import single, views
from .pretraining import Params, by_name, copied, descended, falls, loss_gradient, pixels, pretrained, stack

Make = Callable[[Params], Any]

SIZES = ((4, (6, 5, 4, 3)), (4, (4, 4, 4, 4)), (3, (5, 3, 2)), (1, (5, 4, 3, 4, 2)))
"""Rows; inputs, hidden units of each layer, classes. The last has three hidden layers, the third one alone."""


def tuned(params: Params) -> list[str]:
    """The parameters that fine-tuning changes: W and b of every layer."""
    return [name for name in params if name[0] in "Wb"]


def predictions(make: Make, case: Case, input_bias: str) -> list[Any]:
    """Probabilities of the classes."""
    return [make(stack(case, sizes, input_bias)).predict(pixels(case, n, sizes[0])) for n, sizes in SIZES]


def losses(make: Make, case: Case, input_bias: str) -> list[Any]:
    """Cross entropy errors."""
    return [
        make(stack(case, sizes, input_bias)).loss(pixels(case, n, sizes[0]), case.one_hot(n, sizes[-1]))
        for n, sizes in SIZES
    ]


def gradients(make: Make, case: Case, input_bias: str) -> list[Gradient]:
    """Gradients of the loss by every parameter that fine-tuning changes."""
    found = []
    for n, sizes in (SIZES[0], SIZES[-1]):
        params = stack(case, sizes, input_bias)
        data = pixels(case, n, sizes[0]), case.one_hot(n, sizes[-1])
        found.append(loss_gradient(make, case, params, tuned(params), *data))
    return found


def of_other_types(make: Make, case: Case, input_bias: str) -> list[Any]:
    """Loss and gradients for black and white pixels as integers, for float32 and for views."""
    params, t = stack(case, (4, 5, 3), input_bias), case.one_hot(4, 3)
    small = {name: array.astype(np.float32) for name, array in params.items()}
    x = pixels(case, 4, 4)
    loss, grads = passed(make(small), tuned(params), x.astype(np.float32), t.astype(np.float32))
    model = make(params)
    others = ((case.integers(4, 4, high=2), t.astype(int)), (views(x)[0], t), (x[::-1], t[::-1]))
    return [
        (loss, {name: single(grad) for name, grad in grads.items()}),
        *(passed(model, tuned(params), *data) for data in others),
    ]


def passed(model: Any, names: Sequence[str], x: Array, t: Array) -> tuple[Any, dict[str, Any]]:
    """Loss and gradients."""
    return model.loss(x, t), by_name(model, model.gradient(x, t), names)


def tuning(make: Make, case: Case, input_bias: str) -> Claim:
    """Whether gradient descent by the learner's own gradient lowers the learner's own loss."""
    start, x, t = stack(case, (5, 4, 3), input_bias), pixels(case, 5, 5), case.one_hot(5, 3)

    def grads_at(params: Params) -> dict[str, Any]:
        model = make(params)
        return by_name(model, model.gradient(x.copy(), t.copy()), tuned(params))

    after = descended(start, grads_at, lr=0.2, steps=15)
    return falls(*(make(copied(params)).loss(x.copy(), t.copy()) for params in (start, after)))


def pretraining(
    make: Make, case: Case, sizes: Sequence[int], input_bias: str, n: int, draws: Callable[[], tuple[Any, ...]]
) -> dict[str, Any]:
    """Parameters after pre-training and after more of it, and loss and gradients in between.

    predict is left out: what is wrong is the same whether it gives probabilities or scores.

    Args:
        make: makes the learner's network.
        case: draws the inputs.
        sizes: inputs, hidden units of each layer, classes.
        input_bias: name of the bias of a hidden layer's input side.
        n: rows.
        draws: what pretrain takes between the data and the learning rate, drawn anew at each call.
    """
    params = stack(case, sizes, input_bias)
    model, x, t = make(params), pixels(case, n, sizes[0]), case.one_hot(n, sizes[-1])
    first = pretrained(model, model.pretrain(x, *draws(), 0.4), list(params))
    loss, grads = passed(model, tuned(params), x, t)
    second = pretrained(model, model.pretrain(x, *draws(), 0.4), list(params))
    return {"first": first, "loss": loss, "gradient": grads, "second": second}
