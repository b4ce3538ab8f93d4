"""The peephole weights in another order."""

from __future__ import annotations

from typing import Any

from ...checking import Array

BOOK = "fio"


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
