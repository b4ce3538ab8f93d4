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


class BiasInside(ResetAfter):
    """h̃ = tanh(x Wxh + r (h_prev Whh + bh))"""

    def _recalled(self) -> Array:
        _, Wh, b = self.params
        H = len(Wh)
        self.product = self.h_prev @ Wh[:, 2 * H :] + b[2 * H :]
        return np.asarray(self.r * self.product - b[2 * H :])

    def _recalled_back(self, dnew: Array) -> tuple[Array, Array, Array]:
        self.dbias = (dnew * self.r).sum(axis=0)
        return super()._recalled_back(dnew)

    def backward(self, dh_next: Array) -> tuple[Array, Array]:
        back = super().backward(dh_next)
        self.grads[2] = np.concatenate([self.grads[2][: 2 * len(self.dbias)], self.dbias])
        return back


BIAS_INSIDE_ORDERS = ("zrh", "rzh")
"""Orders in which the bias is met inside: the book's and Keras', and PyTorch's."""


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


def other_forms(before: Any, after: Any, inside: Any) -> Iterator[tuple[str, Any]]:
    """Every form but the book's, with its label.

    Args:
        before: the layer as the book has it, with r before the product.
        after: the same with r after the product.
        inside: the same with the bias of h̃ before r as well.
    """
    forms = {"": before, "reset_after": after, "bias_inside": inside}
    for order, keeps, form in product(ORDERS, (False, True), forms):
        if form == "bias_inside" and order not in BIAS_INSIDE_ORDERS:
            continue
        names = ["z_keeps"] * keeps + [form] * bool(form) + [f"order__{order}"] * (order != "zrh")
        layer = z_keeps(forms[form]) if keeps else forms[form]
        if names:
            yield "+".join(names), ordered(layer, order, "zrh") if order != "zrh" else layer
