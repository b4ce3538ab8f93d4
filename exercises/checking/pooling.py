"""What the checks and conventions of both pooling layers share.

Height and width differ everywhere. No two pixels are nearer than 0.4 and none is nearer than 0.3 to the zeros of the
padding, so that no maximum is shared and none changes place within a step of the gradient check.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .answers import Gradient, gradient
from .case import Array, Case
from .idioms import or_refused

Place = tuple[tuple[int, int, int, int], int, int, int, int]
Make = Callable[..., Any]

# shape of x, pool_h, pool_w, stride, pad
APART: list[Place] = [((3, 4, 4, 6), 2, 2, 2, 0), ((3, 3, 6, 9), 3, 3, 3, 0)]
OVERLAPPING: list[Place] = [((2, 3, 5, 7), 3, 3, 2, 0), ((3, 2, 4, 5), 2, 3, 1, 0), ((2, 4, 7, 6), 3, 2, 2, 0)]
PADDED: list[Place] = [((2, 3, 4, 6), 2, 2, 2, 1), ((3, 2, 5, 4), 3, 2, 1, 1)]
OTHERS: list[Place] = [((2, 3, 4, 3), 4, 3, 1, 0), ((2, 1, 5, 4), 2, 3, 1, 0), ((1, 3, 4, 6), 1, 1, 1, 0)]

STRIDES = ("default_stride__2", "stride_of_the_window", "stride_required")
"""Labels of what is in use where the book's default stride is 1: 2, the window's own side, or none at all."""


def pixels(case: Case, *shape: int) -> Array:
    """Images without ties."""
    x = case.distinct(*shape)
    return np.asarray(x + 0.3 * np.sign(x))


def shapes(make: Make, case: Case) -> list[tuple[int, ...]]:
    """Shapes of a forward and a backward pass."""
    layer = make(2, 2, 2)
    out = np.shape(layer.forward(pixels(case, 2, 3, 4, 6)))
    return [out, np.shape(layer.backward(case.normal(2, 3, 2, 3)))]


def outputs(make: Make, case: Case, places: list[Place]) -> list[Any]:
    """What forward gives at each place; the padding is handed over where there is any."""
    return [make(*(rest if rest[-1] else rest[:-1])).forward(pixels(case, *shape)) for shape, *rest in places]


def pool_gradients(make: Make, case: Case, places: list[Place]) -> list[Gradient]:
    """Backward at each place."""
    return [_gradient(make, case, place) for place in places]


def _gradient(make: Make, case: Case, place: Place) -> Gradient:
    shape, *rest = place

    def forward(x: Array) -> tuple[Any, Any]:
        layer = make(*rest)
        return layer, layer.forward(x)

    return gradient(case, forward, lambda layer, dout: {"x": layer.backward(dout)}, x=pixels(case, *shape))


def kinds(make: Make, case: Case) -> list[Any]:
    """Forward of float32, of whole numbers, and of images that are a view."""
    x = pixels(case, 2, 3, 4, 6)
    whole = case.rng.permutation(2 * 3 * 4 * 6).reshape(2, 3, 4, 6)
    views = [x.transpose(0, 1, 3, 2), pixels(case, 4, 3, 4, 6)[::2, :, ::-1]]
    return [make(2, 2, 2).forward(images) for images in (x.astype(np.float32), whole, *views)]


def calls_in_turn(make: Make, case: Case) -> tuple[list[dict[str, Any]], list[Any]]:
    """One layer for three batches, the last of them smaller: what it gave forward and dx of each.

    And what two layers give back where both have gone forward first.
    """
    layer = make(3, 2, 1, 1)
    results = []
    for n in (3, 3, 2):
        out = layer.forward(pixels(case, n, 2, 4, 5))
        results.append({"out": out, "dx": layer.backward(case.normal(*np.shape(out)))})
    layers = make(2, 3, 1), make(2, 3, 1)
    outs = [layer.forward(pixels(case, 2, 2, 4, 5)) for layer in layers]
    return results, [layer.backward(case.normal(*np.shape(out))) for layer, out in zip(layers, outs, strict=True)]


def default_stride(make: Make, case: Case) -> tuple[int, ...] | None:
    """Shape of the output where no stride is given; None where that is refused."""
    x = pixels(case, 1, 1, 9, 15)
    out = or_refused(lambda: make(3, 3).forward(x))
    return None if out is None else np.shape(out)


def arguments_after(make: Make, case: Case) -> tuple[Array, Array]:
    """x and dout after a forward and a backward pass; a right layer has not changed them."""
    layer = make(2, 2, 2)
    x, dout = pixels(case, 2, 3, 4, 6), case.normal(2, 3, 2, 3)
    layer.forward(x)
    layer.backward(dout)
    return x, dout


def with_default(layer: type, stride: str) -> type:
    """The layer with another default of its stride, one of STRIDES."""

    class Variant(layer):  # type: ignore[misc]
        def __init__(self, pool_h: int, pool_w: int, *rest: int) -> None:
            if not rest and stride == "stride_required":
                raise TypeError("stride is missing")
            super().__init__(pool_h, pool_w, *(rest or [2 if stride == "default_stride__2" else pool_h]))

    return Variant


def with_defaults(layer: type, other: type, name: str) -> dict[str, type]:
    """A layer and another convention of it, both with every default of the stride, under their labels."""
    variants = {stride: with_default(layer, stride) for stride in STRIDES}
    variants |= {f"{name}+{stride}": with_default(other, stride) for stride in STRIDES}
    return {name: other, **variants}
