"""What several exercises do to a learner's code in the same way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .answers import Claim, Gradient, gradient
from .case import Array, Case
from .compare import numeric

Params = dict[str, Array]

VALLEY_START = (-7.0, 2.0)

EPSILONS = (1e-8, 1e-7, 1e-6, 1e-5, 1e-9, 1e-10)
"""Values of ε in use, most common first."""


def root(v: Any, eps: float, inside: bool) -> Any:
    """What an optimizer divides by: √(v + ε), or √v + ε."""
    return np.sqrt(v + eps) if inside else np.sqrt(v) + eps


def updated(optimizer: Any, params: Params, grads: Params) -> Params:
    """Parameters after one update, whether the optimizer changes them in place or returns them."""
    result = optimizer.update(params, grads)
    return result if isinstance(result, dict) else params


def shapes_after_step(optimizer: Any, case: Case) -> dict[str, tuple[int, ...]]:
    """Shapes of the parameters after one update."""
    params = {"W1": case.normal(2, 3)}
    return {key: np.shape(value) for key, value in updated(optimizer, params, case.like(params)).items()}


def random_steps(optimizer: Any, case: Case, steps: int) -> list[Params]:
    """Parameters after each of several updates with random gradients; two keys of different shape.

    Gradients stay away from 0, where the place of ε would decide.
    """
    params = {"W1": case.normal(3, 4), "b1": case.normal(4)}
    path = []
    for _ in range(steps):
        grads = {key: case.away_from_zero(*value.shape, gap=0.2) for key, value in params.items()}
        params = updated(optimizer, params, grads)
        path.append({key: np.array(value) for key, value in params.items()})
    return path


def valley_path(optimizer: Any, steps: int) -> Array:
    """The path on f = x²/20 + y² from (-7, 2): (steps + 1, 2)."""
    params = {"x": np.array(VALLEY_START[:1]), "y": np.array(VALLEY_START[1:])}
    path = [VALLEY_START]
    for _ in range(steps):
        grads = {"x": params["x"] / 10.0, "y": params["y"] * 2.0}
        params = updated(optimizer, params, grads)
        path.append((float(params["x"][0]), float(params["y"][0])))
    return np.array(path)


def leaves_grads_alone(optimizer: Any, case: Case) -> Params:
    """The gradients after one update; a right optimizer has not changed them."""
    params = {"W1": case.normal(3, 4)}
    grads = case.like(params)
    optimizer.update(params, grads)
    return grads


def binary_gradient(make: Callable[[], Any], case: Case, *shape: int) -> Gradient:
    """Gradient of a layer of two inputs without parameters, whose backward gives dx and dy."""

    def forward(x: Array, y: Array) -> tuple[Any, Any]:
        layer = make()
        return layer, layer.forward(x, y)

    def backward(layer: Any, dout: Array) -> dict[str, Any]:
        dx, dy = layer.backward(dout)
        return {"x": dx, "y": dy}

    return gradient(case, forward, backward, x=case.away_from_zero(*shape), y=case.away_from_zero(*shape))


def unary_gradient(make: Callable[[], Any], case: Case, x: Array) -> Gradient:
    """Backward of a layer without parameters, at x and with a random upstream gradient."""

    def forward(x: Array) -> tuple[Any, Any]:
        layer = make()
        out = layer.forward(x)
        return (layer, out), out

    def backward(made: Any, dout: Array) -> dict[str, Any]:
        layer, out = made
        return {"x": _as_coarse(layer.backward(dout), out)}

    return gradient(case, forward, backward, x=x)


def _as_coarse(dx: Any, out: Any) -> Any:
    """What backward gives; where forward gave float32 and kept it, that is no better than float32 either."""
    return single(dx) if getattr(out, "dtype", None) == np.float32 else dx


def in_turn(layer: Any, case: Case, *shapes: tuple[int, ...]) -> list[tuple[Any, Any]]:
    """Forward and backward of one layer for inputs of several shapes, one after the other; no input is near 0."""
    results = []
    for shape in shapes:
        out = layer.forward(case.away_from_zero(*shape))
        results.append((out, _as_coarse(layer.backward(case.normal(*np.shape(out))), out)))
    return results


def side_by_side(make: Callable[[], Any], case: Case, *shape: int) -> list[Any]:
    """What two layers of one kind give back where both have gone forward first; no input is near 0."""
    layers = make(), make()
    outs = [layer.forward(case.away_from_zero(*shape)) for layer in layers]
    pairs = zip(layers, outs, strict=True)
    return [_as_coarse(layer.backward(case.normal(*np.shape(out))), out) for layer, out in pairs]


def after_call(function: Callable[..., Any], *arrays: Array) -> list[Array]:
    """The arguments after a call; a pure function has not changed them."""
    function(*arrays)
    return list(arrays)


def shapes_kept(function: Callable[..., Any], case: Case) -> list[Any]:
    """Shapes of what a function that works element by element gives for arrays of one to three dimensions."""
    return [np.shape(function(case.normal(*shape))) for shape in ((5,), (3, 4), (2, 3, 4))]


def or_refused(function: Callable[..., Any], *args: Any) -> Any:
    """What a call gives; None where the code refuses it with an exception."""
    try:
        return function(*args)
    except Exception as error:
        if getattr(error, "state", "error") != "error":
            raise
        return None


def takes_numbers(function: Callable[..., Any], number: float) -> Claim:
    """Whether a function also takes a Python float, an array without dimensions, and an empty one."""
    results = [or_refused(function, x) for x in (number, np.array(number), np.zeros((0, 3)))]
    shapes = [None if result is None else np.shape(result) for result in results]
    return Claim(shapes == [(), (), (0, 3)], "arrays_only")


def single(answer: Any) -> Any:
    """An answer to float32 input as float32, since some right programs round on the way and widen what they give."""
    kept = numeric(answer)
    if kept is None or kept.dtype.kind != "f" or kept.dtype == np.float16:
        return answer
    return kept.astype(np.float32)


def views(array: Array) -> list[Array]:
    """Arrays (rows, columns) that are not C-ordered: transposed, every second column, rows from the last."""
    return [array.copy().T, array.copy()[:, ::2], array.copy()[::-1]]
