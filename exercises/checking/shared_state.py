"""A mistake of any layer: what forward keeps for backward belongs to all layers of its kind."""

from __future__ import annotations

from typing import Any


def shared(layer: Any, *parts: str) -> Any:
    """The layer with what its forward keeps on the class in place of `self`.

    Args:
        layer: a class with forward and backward.
        parts: attributes in which it has layers of its own; these belong to the class too.
    """
    kept: dict[str, Any] = {}

    class one_state_for_all(layer):  # type: ignore[misc]
        def forward(self, *inputs: Any) -> Any:
            before = dict(vars(self))
            out = super().forward(*inputs)
            kept.update({name: value for name, value in vars(self).items() if before.get(name) is not value})
            kept.update({name: getattr(self, name) for name in parts})
            return out

        def backward(self, *dout: Any) -> Any:
            self.__dict__.update(kept)
            return super().backward(*dout)

    return one_state_for_all
