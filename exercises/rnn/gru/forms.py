"""The other published forms of a GRU, made of the reference's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product
from typing import Any

import numpy as np

from ....reference.gru import GRU
from ...checking import Array
from ...checking.recurrent import ordered

ORDERS = ["".join(order) for order in permutations("zrh")]


class ResetAfter(GRU):
    """h̃ = tanh(x Wxh + r (h_prev Whh) + bh)"""

    def _recalled(self) -> Array:
        Wh = self.params[1]
        self.product = self.h_prev @ Wh[:, 2 * len(Wh) :]
        return np.asarray(self.r * self.product)

    def _recalled_back(self, dnew: Array) -> tuple[Array, Array, Array]:
        Wh = self.params[1]
        dproduct = dnew * self.r
        return dnew * self.product, dproduct @ Wh[:, 2 * len(Wh) :].T, self.h_prev.T @ dproduct


def z_keeps(layer: Any) -> Any:
    """A layer whose z is the share of the old state: as sigmoid(-a) = 1 - sigmoid(a), z's weights change their sign."""

    class Keeps(layer):  # type: ignore[misc]
        grads: list[Array]

        def __init__(self, Wx: Array, Wh: Array, b: Array, *rest: Any, **options: Any) -> None:
            super().__init__(_negated(Wx), _negated(Wh), _negated(b), *rest, **options)

        def backward(self, *douts: Array) -> Any:
            result = super().backward(*douts)
            self.grads = [_negated(grad) for grad in self.grads]
            return result

    return Keeps


def _negated(array: Array) -> Array:
    """The first third of the columns, those of z, with the other sign."""
    z, *rest = np.split(array, 3, axis=-1)
    return np.concatenate([-z, *rest], axis=-1)


def other_forms(before: Any, after: Any) -> Iterator[tuple[str, Any]]:
    """Every form but the book's, with its label.

    Args:
        before: the layer as the book has it, with r before the product.
        after: the same with r after the product.
    """
    for order, keeps, late in product(ORDERS, (False, True), (False, True)):
        names = ["z_keeps"] * keeps + ["reset_after"] * late + [f"order__{order}"] * (order != "zrh")
        layer = after if late else before
        layer = z_keeps(layer) if keeps else layer
        if names:
            yield "+".join(names), ordered(layer, order, "zrh") if order != "zrh" else layer
