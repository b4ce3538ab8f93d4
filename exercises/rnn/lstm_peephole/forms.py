"""The other orders of the gates and of the peephole weights."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from ...checking import Array
from ...checking.recurrent import ordered

BOOK = "fio"
ORDERS = ["".join(order) for order in permutations("fgio")]
INPUT_FIRST = ("fgio", "ifgo", "ifog")
"""Orders of the gates in which p is met as input, forget, output too."""
FORMS = {
    **{f"gates__{order}": (order, BOOK) for order in ORDERS if order != "fgio"},
    **{"+".join([f"gates__{order}"] * (order != "fgio") + ["peepholes__ifo"]): (order, "ifo") for order in INPUT_FIRST},
}
"""Order of the columns and of the rows of p, by the label of the convention."""


def in_form(layer: Any, columns: str, rows: str) -> Any:
    """A layer in the book's orders, in those of one of the `FORMS`."""
    layer = ordered(layer, columns, "fgio") if columns != "fgio" else layer
    return peepholes(layer, rows) if rows != BOOK else layer


def peepholes(layer: Any, order: str) -> Any:
    """A layer whose p and dp hold the gates in another order, a letter for each."""

    class Reordered(layer):  # type: ignore[misc]
        grads: list[Array]

        def __init__(self, Wx: Array, Wh: Array, b: Array, p: Array) -> None:
            super().__init__(Wx, Wh, b, p[[order.index(gate) for gate in BOOK]])

        def backward(self, *douts: Array) -> Any:
            result = super().backward(*douts)
            self.grads = [*self.grads[:3], self.grads[3][[BOOK.index(gate) for gate in order]]]
            return result

    return Reordered
