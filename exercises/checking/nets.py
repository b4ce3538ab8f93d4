"""What the exercises of whole networks do to a learner's code in the same way.

A network holds its parameters in a dictionary `params` (W1, b1, W2, ...), or in a list of that name as in volume 2. Its
layers hold the very same arrays, so a value is written into the array that is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from .answers import Claim, Gradient
from .case import Array, Case
from .gradcheck import directional_error
from .outcome import LearnerError
from .text import sentence
from .tolerance import Tolerance

LOG = Tolerance(absolute=1e-3)
"""An ε inside the logarithm moves -log y by ε / y. The scores of `net_draws` lie within 3 of each other, so y is above
e^-3 / 5 = 0.01, and 1e-5, the largest ε in use, moves the loss by 1e-3. The book's 1e-7 moves it by 1e-5."""

DIFFERENCES = Tolerance(relative=1e-4, absolute=1e-5)
"""A central difference of step h is off by h²/6 times the third derivative and by eps / h: at most 1e-6 for steps from
1e-3 to 1e-6 and inputs of size 1, and the ε inside the logarithm, whose gradient is off by ε / y = 1e-5, adds to it."""

Parameters = Mapping[str, Array] | Sequence[Array]


def fill(net: Any, values: Parameters) -> None:
    """Sets the parameters of a network, or of a layer, in place.

    Args:
        net: the network or layer; one of the learner's is searched for its parameters where it runs.
        values: arrays by the names of the parameters, or in the order of the list `params`.

    Raises:
        LearnerError: a parameter of that name, or at that place of the list, is not there.
    """
    if remote := getattr(type(net), "set_parameters", None):
        remote(net, values)
        return
    for name, value in entries(values):
        try:
            (net.params if hasattr(net, "params") else vars(net))[name][...] = value
        except (AttributeError, LookupError, TypeError) as error:
            raise no_parameter(name) from error


def params_of(net: Any, names: Iterable[str] | None = None) -> Any:
    """Copies of a network's parameters.

    Args:
        net: the network.
        names: all of them, in the order in which a list holds them; without names all of `params`, a dictionary or a
            list.

    Raises:
        LearnerError: one of the names is not there.
    """
    if names is None:
        params = net.params
        return {k: np.array(v) for k, v in params.items()} if isinstance(params, Mapping) else [*map(np.array, params)]
    if remote := getattr(type(net), "get_parameters", None):
        return dict(remote(net, names))
    try:
        return {name: np.array(net.params[name]) for name in names}
    except (AttributeError, LookupError, TypeError) as error:
        raise no_parameter(str(error).strip("'")) from error


def entries(values: Parameters) -> list[tuple[Any, Array]]:
    """Name or place of each parameter, and its value."""
    return list(values.items() if isinstance(values, Mapping) else enumerate(values))


def no_parameter(name: str | int) -> LearnerError:
    """What is said of a network in which a parameter cannot be found."""
    where = f"params[{name!r}]"
    return LearnerError("fail", "no_parameter", where, sentence("no_parameter", where=where))


def filled(net: Any, values: Parameters) -> Any:
    """The network itself, with these parameters."""
    fill(net, values)
    return net


def named(result: Any, like: Mapping[str, Array]) -> dict[str, Any]:
    """Gradients by the names of the parameters, however they are handed over.

    Args:
        result: a dictionary by name (W1, or dW1), a list in the parameters' order, or a list of the gradients of the
            weights and one of those of the biases.
        like: the parameters; an array that differs from its parameter by axes of length 1 gets its shape.
    """
    if isinstance(result, list | tuple) and len(result) == 2 < len(like) == len(result[0]) + len(result[1]):
        result = [grad for pair in zip(*result, strict=False) for grad in pair]
    if isinstance(result, list | tuple) and len(result) == len(like):
        result = dict(zip(like, result, strict=True))
    if not isinstance(result, Mapping):
        return dict.fromkeys(like, result)
    found = {name: _first(result, name, f"d{name}", f"grad_{name}", f"d_{name}", name.lower()) for name in like}
    return {name: _shaped(grad, like[name]) for name, grad in found.items()}


def _first(result: Mapping[str, Any], *names: str) -> Any:
    return next((result[name] for name in names if name in result), None)


def _shaped(grad: Any, like: Array) -> Any:
    if not isinstance(grad, np.ndarray) or grad.shape == like.shape:
        return grad
    same = [n for n in grad.shape if n != 1] == [n for n in like.shape if n != 1]
    return grad.reshape(like.shape) if same else grad


def grads_of(net: Any, x: Array, t: Array, like: Mapping[str, Array], method: str = "gradient") -> dict[str, Any]:
    """The gradients that a network gives, or keeps in `grads` where it gives none."""
    result = getattr(net, method)(x.copy(), t.copy())
    found = named(net.grads if result is None else result, like)
    return {name: np.array(grad) if isinstance(grad, np.ndarray) else grad for name, grad in found.items()}


def net_gradient(
    case: Case,
    make: Callable[[], Any],
    params: Mapping[str, Array],
    x: Array,
    t: Array,
    method: str = "gradient",
) -> Gradient:
    """Every gradient of a network at one point, and how to ask its own loss.

    Args:
        case: draws the directions.
        make: a network of the sizes of `params`.
        params: where the gradient is taken.
        x: input (N, D).
        t: one-hot rows (N, C).
        method: which of the network's methods gives the gradients.
    """
    net = filled(make(), params)
    grads = grads_of(net, x, t, params, method)

    def loss(**at: Array) -> Any:
        return filled(net, at).loss(x.copy(), t.copy())

    rng = np.random.default_rng([case.seed, 7])
    return Gradient(grads, None, lambda: directional_error(loss, params, grads, np.array(1.0), rng, shows=True))


def stepped(net: Any, params: Mapping[str, Array], x: Array, t: Array, lr: float, method: str = "gradient") -> Claim:
    """Whether one step of SGD lowers the loss; the step is ours, the gradient and the loss are the network's."""
    before = float(filled(net, params).loss(x.copy(), t.copy()))
    grads = grads_of(net, x, t, params, method)
    after = float(filled(net, {k: v - lr * np.asarray(grads[k]) for k, v in params.items()}).loss(x.copy(), t.copy()))
    return Claim(after < before, "not_lowered", {"before": f"{before:.4f}", "after": f"{after:.4f}"})


def heeds_parameters(net: Any, params: Mapping[str, Array], x: Array) -> Claim:
    """Whether a change of the parameters changes what the network predicts; one that is constant anyway is let be."""
    first = np.array(filled(net, params).predict(x.copy()))
    second = np.array(filled(net, {name: 0.5 * value for name, value in params.items()}).predict(x.copy()))
    return Claim(not np.array_equal(first, second) or not np.ptp(first), "copies")


def has_not(error: Exception, name: str) -> bool:
    """Whether the exception says that an object has no attribute of this name."""
    kind = getattr(error, "type", type(error).__name__)
    return kind == "AttributeError" and f"has no attribute {name!r}" in str(error)


def random_weights(weights: Array, std: float) -> Claim:
    """Whether first weights are about 0 and of a deviation between half and twice `std`: normal, or uniform to ±std."""
    got, mean = float(np.std(weights)), float(np.mean(weights))
    fields = {"std": f"{std:g}", "got": f"{got:.3g}", "mean": f"{mean:.3g}"}
    holds = 0.5 * std <= got <= 2 * std and abs(mean) <= 0.2 * std
    return Claim(holds, "initial_weights", fields, "zero" if got == 0 else ("wide" if got > 2 * std else "shifted"))
