"""Mistakes that are made in what a layer keeps, the gradients of its weights among it, whatever the layer is."""

from __future__ import annotations

from typing import Any

from .case import Array
from .shared_state import shared


def grads_mistakes(layer: Any) -> dict[str, Any]:
    """Wrong variants of a layer that keeps dWx, dWh, db, ... in the list `grads`, by label."""

    class gradients_pile_up(layer):  # type: ignore[misc]
        grads: list[Array]

        def backward(self, *douts: Array) -> Any:
            result = super().backward(*douts)
            before = getattr(self, "before", [0.0] * len(self.grads))
            self.before = [grad + old for grad, old in zip(self.grads, before, strict=True)]
            self.grads = [grad.copy() for grad in self.before]
            return result

    class grads_order(layer):  # type: ignore[misc]
        grads: list[Array]

        def backward(self, *douts: Array) -> Any:
            result = super().backward(*douts)
            dWx, dWh, *rest = self.grads
            self.grads = [dWh, dWx, *rest]
            return result

    return {wrong.__name__: wrong for wrong in (gradients_pile_up, grads_order, shared(layer))}
