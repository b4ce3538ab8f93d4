"""What the exercises of recurrent layers do to a learner's code in the same way.

N rows, T steps, D numbers in, H numbers in the state; a layer with G gates has weights Wx (D, GH), Wh (H, GH), b (GH,).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .answers import Gradient, gradient
from .case import Array, Case
from .idioms import or_refused
from .outcome import LearnerError
from .text import sentence
from .tolerance import Tolerance

WEIGHTS = ("Wx", "Wh", "b")

BUFFERS = Tolerance(relative=2e-5)
"""Volume 2 keeps sequences in float32 buffers. A state that is read back from one carries a rounding of 6e-8 into
float64 results; five steps with weights of size 1 let it grow by a factor of a hundred at most."""


def weights(case: Case, d: int, h: int, gates: int = 1, size: float = 0.8) -> dict[str, Array]:
    """Wx, Wh and b of a size at which the activations bend and do not saturate.

    Over several plain steps half that size is enough, and the derivative along a direction can still be measured.
    """
    return {
        "Wx": case.normal(d, gates * h, scale=size),
        "Wh": case.normal(h, gates * h, scale=size),
        "b": case.normal(gates * h, scale=size),
    }


def found_grads(layer: Any, *names: str) -> dict[str, Array] | None:
    """Gradients of a layer's parameters by name, as they are now; None where they are not to be found.

    They stand in the list `grads` in the order of `names`, in a dictionary of that name, or each in an attribute of its
    own such as `dWx`.
    """
    grads = or_refused(lambda: layer.grads)
    if isinstance(grads, list | tuple) and len(grads) == len(names):
        return {name: np.array(grad) for name, grad in zip(names, grads, strict=True)}
    if isinstance(grads, dict):
        found = {name: grads.get(name, grads.get(f"d{name}")) for name in names}
        if all(grad is not None for grad in found.values()):
            return {name: np.array(grad) for name, grad in found.items()}
    own = {name: or_refused(getattr, layer, f"d{name}") for name in names}
    return None if any(grad is None for grad in own.values()) else {name: np.array(grad) for name, grad in own.items()}


def kept_grads(layer: Any, *names: str) -> dict[str, Array]:
    """Gradients of a layer's parameters by name, as `found_grads` finds them.

    Raises:
        LearnerError: they are not to be found.
    """
    found = found_grads(layer, *names)
    if found is None:
        raise _not_kept(or_refused(lambda: layer.grads), names)
    return found


def _not_kept(grads: Any, names: Sequence[str]) -> LearnerError:
    """What is said where the gradients are not found, or not all of them."""
    wanted = ", ".join(f"d{name}" for name in names)
    if isinstance(grads, list | tuple | dict) and len(grads) != len(names):
        text = sentence("grads_count", got=len(grads), expected=len(names), names=wanted)
    else:
        text = sentence("grads_missing", names=wanted)
    return LearnerError("fail", "grads", wanted, text)


def together(out: Any, states: int) -> Array:
    """A step's output as one array: h (N, H), or h and c (2, N, H)."""
    return np.asarray(out) if states == 1 else np.stack([np.asarray(part) for part in out])


def step_pass(layer: Any, case: Case, x: Array, *states: Array, names: Sequence[str] = WEIGHTS) -> dict[str, Any]:
    """Forward and backward of one step: outputs, gradients of the inputs and of the parameters.

    The upstream gradient has the output's dtype, so that what float32 rounded away does not pass for float64.
    """
    out = together(layer.forward(x, *states), len(states))
    back = layer.backward(*_apart(case.normal(*out.shape).astype(out.dtype), len(states)))
    return {"out": out, "back": list(back), **kept_grads(layer, *names)}


def side_by_side(
    make: Callable[[], Any], case: Case, *inputs: Sequence[Array], states: int = 1, names: Sequence[str] = WEIGHTS
) -> list[dict[str, Any]]:
    """What several layers give back where all of them have gone forward first: gradients of inputs and parameters.

    Args:
        make: the layer, anew with each call.
        case: draws the upstream gradients.
        inputs: of each layer, what its forward takes.
        states: how many outputs there are.
        names: of the parameters.
    """
    layers = [make() for _ in inputs]
    outs = [together(layer.forward(*arrays), states) for layer, arrays in zip(layers, inputs, strict=True)]
    backs = [layer.backward(*_apart(case.normal(*out.shape), states)) for layer, out in zip(layers, outs, strict=True)]
    return [{"back": back, **kept_grads(layer, *names)} for layer, back in zip(layers, backs, strict=True)]


def _apart(dout: Array, states: int) -> list[Array]:
    return [dout] if states == 1 else [part.copy() for part in dout]


def step_gradient(
    make: Callable[..., Any], case: Case, x: Array, states: dict[str, Array], params: dict[str, Array]
) -> Gradient:
    """Backward of one step at a point, with a random upstream gradient for every output.

    Args:
        make: the layer, called with the arrays of `params` in their order.
        case: draws the upstream gradient.
        x: input (N, D).
        states: h_prev, or h_prev and c_prev, (N, H) each.
        params: Wx, Wh, b and whatever else the layer is made with.
    """

    def forward(**at: Array) -> tuple[Any, Array]:
        layer = make(*(at[name] for name in params))
        return layer, together(layer.forward(at["x"], *(at[name] for name in states)), len(states))

    def backward(layer: Any, dout: Array) -> dict[str, Any]:
        back = layer.backward(*_apart(dout, len(states)))
        return {**dict(zip(("x", *states), back, strict=True)), **kept_grads(layer, *params)}

    return gradient(case, forward, backward, x=x, **states, **params)


def time_gradient(make: Callable[..., Any], case: Case, xs: Array, params: dict[str, Array], *state: Array) -> Gradient:
    """Backward through a whole sequence, with a random gradient for every step's output.

    Args:
        make: the layer, called with the arrays of `params` in their order.
        case: draws the upstream gradient.
        xs: input (N, T, D).
        params: Wx, Wh, b.
        state: the first h, or h and c, where the layer does not start from 0.
    """

    def forward(xs: Array, **at: Array) -> tuple[Any, Any]:
        layer = make(*at.values(), stateful=True) if state else make(*at.values())
        if state:
            layer.set_state(*(part.copy() for part in state))
        return layer, layer.forward(xs)

    def backward(layer: Any, dout: Array) -> dict[str, Any]:
        return {"xs": layer.backward(dout), **kept_grads(layer, *params)}

    return gradient(case, forward, backward, xs=xs, **params)


def time_pass(layer: Any, case: Case, xs: Array) -> dict[str, Any]:
    """Forward and backward through a whole sequence: output, gradients of the input and of the parameters."""
    hs = np.array(layer.forward(xs))
    return {"hs": hs, "dxs": np.array(layer.backward(case.normal(*hs.shape))), **kept_grads(layer, *WEIGHTS)}


def ordered(layer: Any, order: str, book: str) -> Any:
    """A layer whose weights hold the gates in another order, forward and backward alike.

    Args:
        layer: a class made with Wx, Wh, b, whose gates stand in the book's order.
        order: a letter for each gate, in the new order.
        book: the same letters in the book's order.
    """

    class Ordered(layer):  # type: ignore[misc]
        grads: list[Array]

        def __init__(self, Wx: Array, Wh: Array, b: Array, *rest: Any, **options: Any) -> None:
            super().__init__(*(_moved(array, order, book) for array in (Wx, Wh, b)), *rest, **options)

        def backward(self, *douts: Array) -> Any:
            result = super().backward(*douts)
            grads = self.grads
            self.grads = [*(_moved(grad, book, order) for grad in grads[:3]), *grads[3:]]
            return result

    return Ordered


def _moved(array: Array, old: str, new: str) -> Array:
    """The blocks of columns that stand in the order `old`, in the order `new`."""
    blocks = dict(zip(old, np.split(array, len(old), axis=-1), strict=True))
    return np.concatenate([blocks[gate] for gate in new], axis=-1)


def with_cell(layer: Any, cell: Any) -> Any:
    """A layer such as the reference's TimeLSTM whose steps are of another class."""
    return type(layer.__name__, (layer,), {"cell": cell})
