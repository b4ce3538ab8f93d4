"""Reads off what a network has dropped, so that its gradient can be computed with the same units dropped.

With one row, the gradient of b8 is 0 where a score was dropped, and row j of that of W8 where hidden unit j was.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from ....reference.convnets import DeepConvNet
from ...checking import Array
from .forms import Fixed, with_dropout

NAMES = tuple(f"{part}{number}" for number in range(1, 9) for part in "Wb")
SCALES = (1.0, 2.0)
"""What a unit that stays is multiplied by: plain dropout, and inverted dropout of half of the units."""

NEAR, NEAR_SINGLE = 1e-9, 1e-3
"""Relative to the gradient's norm: eight layers of sums of up to 1,024 products, each rounded at 1e-16, or 1e-7 where
a network computes in single precision."""


def dropped(grads: Mapping[str, Array]) -> tuple[Array, Array]:
    """Masks of the hidden units and of the scores, 1 for what stays."""
    hidden = np.asarray(grads["W8"], dtype=float).any(axis=1)
    scores = np.asarray(grads["b8"], dtype=float) != 0
    return hidden.astype(float), scores.astype(float)


@cache
def _net() -> DeepConvNet:
    """One network for all computations; drawing its first weights takes longer than a row."""
    return DeepConvNet()


def _dropping(params: Mapping[str, Array], masks: Sequence[Array], scale: float) -> DeepConvNet:
    """The network with these units dropped."""
    net = with_dropout(_net(), *(Fixed(mask * scale) for mask in masks))
    for name, value in params.items():
        net.params[name][...] = value
    return net


def loss_at(params: Mapping[str, Array], x: Array, t: Array, masks: Sequence[Array], scale: float) -> float:
    """The loss at one row with these units dropped."""
    return _dropping(params, masks, scale).loss(x, t)


def sorts(grads: Mapping[str, Any], params: Mapping[str, Array], x: Array, t: Array) -> tuple[dict[str, str], float]:
    """Of each gradient whether it is right, and if not of what sort; and the scale that fits best."""
    masks = dropped(grads)
    found = []
    for scale in SCALES:
        right = _dropping(params, masks, scale).gradient(x, t)
        found.append(({name: _sort(grads[name], right[name]) for name in NAMES}, scale))
    return max(found, key=lambda both: _fitting(list(both[0].values())))


def _fitting(found: Sequence[str]) -> tuple[int, int]:
    """How many are right, and how many but for the sign."""
    return sum(sort == "right" for sort in found), sum(sort == "sign" for sort in found)


def _sort(grad: Any, right: Array) -> str:
    if not isinstance(grad, np.ndarray) or grad.shape != right.shape:
        return "missing"
    near = (NEAR_SINGLE if grad.dtype.itemsize < 8 else NEAR) * np.linalg.norm(right)
    if np.linalg.norm(grad - right) <= near:
        return "right"
    if not grad.any():
        return "zero"
    return "sign" if np.linalg.norm(grad + right) <= near else "other"
