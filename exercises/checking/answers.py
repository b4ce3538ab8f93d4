"""Leaves of an answer that are more than a plain value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .case import Array, Case
from .gradcheck import directional_error


@dataclass(frozen=True)
class Estimate:
    """A number estimated from the learner's random draws.

    Attributes:
        value: the estimate.
        truth: what it must be near; NaN when only the reference knows (then the reference's `value` is the truth).
        margin: how far chance alone takes the estimate of a right program, at false-alarm rate `alarm`.
        alarm: the chance that a right program is refused by this one number, at most 1e-9.
    """

    value: float
    truth: float
    margin: float
    alarm: float = 1e-9

    def holds(self) -> bool:
        """Whether the estimate is as near to the truth as chance allows."""
        return bool(abs(self.value - self.truth) <= self.margin)


@dataclass(frozen=True)
class Claim:
    """A statement about the learner's code that holds or does not, whatever the reference computes.

    Attributes:
        holds: whether it does.
        says: key of the sentence in `[claims]` of exercise.toml that is said when it does not.
        fields: numbers for that sentence.
        fingerprint: a value by which a known mistake is recognised.
    """

    holds: bool
    says: str
    fields: dict[str, Any] = field(default_factory=dict)
    fingerprint: Any = None


@dataclass(frozen=True)
class Gradient:
    """A backward pass at one point: what it gave, and how to ask the same code's own forward.

    Attributes:
        grads: gradient of sum(dout * out) by the name of each array.
        out: the forward's output.
        error: computes the largest relative error of `grads` against the code's own forward.
    """

    grads: dict[str, Any]
    out: Any
    error: Callable[[], float]


def gradient(
    case: Case,
    forward: Callable[..., tuple[Any, Any]],
    backward: Callable[[Any, Array], dict[str, Any]],
    **at: Array,
) -> Gradient:
    """Runs forward and backward at one point with a random upstream gradient.

    Args:
        case: draws the upstream gradient, so that no two outputs weigh the same.
        forward: takes the arrays of `at` by name; gives (layer, output).
        backward: takes (layer, dout); gives the gradients by the names of `at`, all of them or some.
        at: the point.
    """
    layer, out = forward(**{name: array.copy() for name, array in at.items()})
    dout = case.normal(*np.shape(out))
    grads = backward(layer, dout.copy())
    rng = np.random.default_rng([case.seed, 7])

    def error() -> float:
        return directional_error(lambda **point: forward(**point)[1], at, grads, dout, rng, shows=True)

    return Gradient(grads, out, error)


def gradients(answer: Any) -> Iterator[Gradient]:
    """Every gradient within an answer."""
    if isinstance(answer, Gradient):
        yield answer
    elif isinstance(answer, list | tuple):
        for part in answer:
            yield from gradients(part)
    elif isinstance(answer, dict):
        yield from gradients(list(answer.values()))
