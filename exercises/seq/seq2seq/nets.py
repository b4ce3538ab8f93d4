"""How the networks of sequence to sequence are given their parameters and asked for gradients.

V words, D numbers in a word's vector, H in the hidden state. Values are those that float32 can hold, as volume 2 keeps
its parameters in float32.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...checking import Array, Case, Gradient, Tolerance, gradient
from ...checking.idioms import or_refused
from ...checking.nets import fill, params_of

SINGLE = Tolerance(relative=2e-5)
"""Volume 2 computes in float32 throughout: a rounding of 6e-8 for each of some hundred operations on the longest chain,
summed in squares, and a factor of ten for terms that cancel."""

HALF = ("embed_W", "lstm_Wx", "lstm_Wh", "lstm_b")
DECODER = (*HALF, "affine_W", "affine_b")
WHOLE = (*(f"encoder_{name}" for name in HALF), *(f"decoder_{name}" for name in DECODER))
Sizes = tuple[int, int, int]
SIZES: tuple[Sizes, ...] = ((7, 4, 5), (5, 3, 5), (4, 4, 3))
"""V, D, H: all different, V = H, and V = D; no two parameters of one half have the same shape."""


def shapes(names: tuple[str, ...], sizes: Sizes) -> dict[str, tuple[int, ...]]:
    """Shapes of the parameters of those names."""
    v, d, h = sizes
    known = ((v, d), (d, 4 * h), (h, 4 * h), (4 * h,), (h, v), (v,))
    by_name = dict(zip(DECODER, known, strict=True))
    return {name: by_name[name.removeprefix("encoder_").removeprefix("decoder_")] for name in names}


def drawn(case: Case, names: tuple[str, ...], sizes: Sizes, scale: float = 0.5) -> dict[str, Array]:
    """Parameters of a size at which no gate is shut and the words tell."""
    found = shapes(names, sizes).items()
    return {name: case.normal(*shape, scale=scale).astype(np.float32).astype(float) for name, shape in found}


WRITING: Sizes = (20, 6, 10)
RESTLESS = {"embed_W": 1.0, "lstm_Wx": 1.0, "lstm_Wh": 3.5, "lstm_b": 0.5, "affine_W": 1.0, "affine_b": 0.2}


def restless(case: Case, names: tuple[str, ...]) -> dict[str, Array]:
    """Parameters of a network that does not repeat itself: what it writes hangs on the state and on the last word.

    With them about one answer of eight words in two hundred is the same where the state is reset between the words.
    """
    scales = {name: RESTLESS[name.removeprefix("encoder_").removeprefix("decoder_")] for name in names}
    return {name: array * scales[name] for name, array in drawn(case, names, WRITING, 1.0).items()}


def places(net: Any, names: tuple[str, ...], sizes: Sizes) -> list[Any]:
    """Where in `params`, a list or a dictionary, each parameter stands: the first place of its shape that is left.

    Where a shape is not there, the parameters are taken to stand in the order of `names`.
    """
    params = or_refused(params_of, net)
    left = dict(params) if isinstance(params, dict) else dict(enumerate(params or ()))
    found = []
    for shape in shapes(names, sizes).values():
        place = next((key for key, array in left.items() if np.shape(array) == shape), None)
        if place is None:
            return list(range(len(names)))
        found.append(place)
        del left[place]
    return found


class Net:
    """A network of the learner's with parameters of ours.

    Args:
        make: the learner's class.
        values: every parameter by name, in the order of the book.
        sizes: V, D, H.
    """

    def __init__(self, make: Callable[..., Any], values: dict[str, Array], sizes: Sizes) -> None:
        self.net = make(*sizes)
        self.names = tuple(values)
        self.places = places(self.net, self.names, sizes)
        self.set(values)

    def set(self, values: dict[str, Array]) -> None:
        """Writes every parameter."""
        fill(self.net, dict(zip(self.places, values.values(), strict=True)))

    def grads(self) -> dict[str, Array]:
        """Copies of the gradients by the names of the parameters."""
        grads = self.net.grads
        at = {
            place: grads.get(place, grads.get(f"d{place}")) if isinstance(grads, dict) else grads[place]
            for place in self.places
        }
        return {name: np.array(at[place]) for name, place in zip(self.names, self.places, strict=True)}


def net_gradient(
    make: Callable[..., Any],
    case: Case,
    sizes: Sizes,
    forward: Callable[..., Any],
    backward: Callable[[Any, Array], dict[str, Any]],
    values: dict[str, Array],
    **inputs: Array,
) -> Gradient:
    """Gradients of every parameter, and of `inputs`, with a random upstream gradient.

    Args:
        make: the learner's class.
        case: draws the upstream gradient.
        sizes: V, D, H.
        forward: takes the network and the arrays of `inputs` by name, gives the output.
        backward: takes the network and dout, gives the gradients of the inputs.
        values: parameters by name.
        inputs: other arrays that a gradient is wanted of.
    """

    def run(**at: Array) -> tuple[Net, Any]:
        own = Net(make, {name: at[name] for name in values}, sizes)
        return own, forward(own.net, **{name: at[name] for name in inputs})

    def back(own: Net, dout: Array) -> dict[str, Any]:
        found = backward(own.net, dout)
        # a loss takes no upstream gradient: what it gives is that of 1
        return {**found, **{name: grad if dout.ndim else grad * dout for name, grad in own.grads().items()}}

    return gradient(case, run, back, **inputs, **values)
