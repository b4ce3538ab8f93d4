from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from ....reference.regularization import l1_penalty, l2_penalty

Array = Any
CENTRE = np.array([2.0, 0.9])
CURVATURE = np.array([[1.0, 0.3], [0.3, 1.0]])
PENALTIES: dict[str, Callable[[Array, float], float]] = {"a": l2_penalty, "b": l1_penalty}
ANGLES = np.linspace(0, 2 * np.pi, 1_441)


def loss(w: Array) -> float:
    return float((w - CENTRE) @ CURVATURE @ (w - CENTRE))


@cache
def contour(name: str) -> Array:
    """Points (1441, 2) around the origin where the penalty is what it is at (1, 0).

    A penalty grows along every ray by a power of the length; the power is that of the ray along w1.
    """
    penalty = PENALTIES[name]
    rays = np.column_stack([np.cos(ANGLES), np.sin(ANGLES)])
    unit = penalty(np.array([1.0, 0.0]), 1.0)
    power = np.log2(penalty(np.array([2.0, 0.0]), 1.0) / unit)
    lengths = [(unit / penalty(ray, 1.0)) ** (1 / power) for ray in rays]
    return rays * np.array(lengths)[:, None]


@cache
def touched(name: str) -> Array:
    """The point of the contour where the loss is smallest."""
    points = contour(name)
    found = points[int(np.argmin([loss(w) for w in points]))]
    return np.where(np.abs(found) < 1e-9, 0.0, found)


def answer() -> str:
    """The figure in which a weight of the point touched is exactly 0, as with L1."""
    (name,) = (name for name in PENALTIES if (touched(name) == 0).any())
    return name


def figures() -> dict[str, float]:
    (l2_w1, l2_w2), (l1_w1, l1_w2) = touched("a"), touched("b")
    places = {"l2_w1": l2_w1, "l2_w2": l2_w2, "l1_w1": l1_w1, "l1_w2": l1_w2}
    return {"centre_w1": CENTRE[0], "centre_w2": CENTRE[1], **{key: float(value) for key, value in places.items()}}


def picture() -> str:
    from .draw import svg

    return svg()
