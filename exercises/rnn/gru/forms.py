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


BASES = {"": GRU, "reset_after": ResetAfter, "bias_inside": BiasInside}


def _other_forms() -> Iterator[tuple[str, tuple[str, bool, str]]]:
    for order, keeps, base in product(ORDERS, (False, True), BASES):
        if base == "bias_inside" and order not in BIAS_INSIDE_ORDERS:
            continue
        names = ["z_keeps"] * keeps + [base] * bool(base) + [f"order__{order}"] * (order != "zrh")
        if names:
            yield "+".join(names), (base, keeps, order)


FORMS = dict(_other_forms())
"""Every form but the book's by the label of the convention: one of the `BASES`, whether z keeps, order of the gates."""


def in_form(layer: Any, keeps: bool, order: str) -> Any:
    """A layer on one of the `BASES`, with z and the columns as one of the `FORMS` has them."""
    layer = z_keeps(layer) if keeps else layer
    return ordered(layer, order, "zrh") if order != "zrh" else layer


STEPS = {label: in_form(BASES[base], keeps, order) for label, (base, keeps, order) in FORMS.items()}
"""One step in every form but the book's."""
