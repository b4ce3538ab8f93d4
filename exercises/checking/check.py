"""The decorator that makes a plain function a check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from .case import Case
from .tolerance import DEFAULT, Tolerance

Learner = Any
"""Stands for the learner's code: `learner.Adam(lr=0.1)`, `learner.softmax(x)`. Calls cross the wall."""

Kind = Literal["smoke", "shape", "dtype", "values", "gradient", "purity", "behaviour"]
EARNING: tuple[Kind, ...] = ("values", "gradient", "behaviour")


@dataclass(frozen=True)
class Check:
    """One check of an exercise.

    Attributes:
        id: name, unique within the exercise.
        kind: what it looks at; smoke, shape, dtype and purity earn nothing.
        points: what it is worth.
        needs: checks of the same exercise that must have passed, else this one is blocked.
        advice: a failure is told and changes nothing.
        alone: the answer is a Claim that is judged by itself, and too long in the making to run ours beside it.
        extra: of the package, without which the check is left out.
        tolerance: how far the learner's values may be from the reference's.
        run: called with the learner's proxy and a case; gives the answer that is compared.
    """

    id: str
    kind: Kind
    points: float
    needs: tuple[str, ...]
    advice: bool
    tolerance: Tolerance
    run: Callable[[Learner, Case], Any]
    alone: bool = False
    extra: str = ""


def check(
    id: str,
    *,
    points: float = 0,
    kind: Kind = "values",
    needs: tuple[str, ...] = (),
    advice: bool = False,
    tolerance: Tolerance = DEFAULT,
    alone: bool = False,
    extra: str = "",
) -> Callable[[Callable[[Learner, Case], Any]], Check]:
    """Makes a function `(learner, case) -> answer` a check.

    The function is run on the learner's code, on the reference and on every known mistake; what it returns is
    compared. Return plain values (arrays, numbers, tuples, dicts) or the leaves of `answers`.

    Raises:
        ValueError: points on a kind that earns none, or none on one that must.
    """
    if (points > 0) != (kind in EARNING and not advice):
        raise ValueError(f"check {id!r}: points belong on values, gradient and behaviour, and on each of them")

    def make(run: Callable[[Learner, Case], Any]) -> Check:
        return Check(id, kind, points, needs, advice, tolerance, run, alone, extra)

    return make
