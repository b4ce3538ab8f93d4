"""In what order a submission is asked, and with which numbers: nothing that its author could know beforehand.

Both follow from the seed and from the sources that are loaded, so that the same submission under the same seed is
asked the same. Answers that are written into the sources change them, and with them what is asked.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from .check import Check
from .exercise import Exercise

LONG = 10
"""An exercise that is allowed more processor seconds than these is one with networks."""

FURTHER = 5
"""Further sets of numbers where the answer was right for the seed's and wrong for those drawn anew."""


@dataclass(frozen=True)
class Asking:
    """How one exercise is asked.

    Attributes:
        order: the checks in the order in which they are asked.
        anew: ids of those whose inputs are drawn for this submission alone.
        seeds: what these are drawn from, the further ones where the first has raised a doubt.
        names: what the keys of parameters begin with where the inputs are drawn anew.
    """

    order: tuple[Check, ...]
    anew: frozenset[str] = frozenset()
    seeds: tuple[int, ...] = ()
    names: str = ""


def asking(exercise: Exercise, seed: int, sources: str) -> Asking:
    """How to ask; in the published order and with the seed's own numbers where no sources are named.

    Args:
        exercise: the exercise.
        seed: the seed of the grading.
        sources: digest of what the worker loads.
    """
    if not sources:
        return Asking(exercise.checks)
    draw = random.Random(hashlib.sha256(f"{seed}/{exercise.id}/{sources}".encode()).digest())  # noqa: S311  # no key
    seeds = tuple(draw.getrandbits(62) for _ in range(1 + FURTHER))
    names = "".join(draw.choices(ascii_lowercase, k=3)) + "_"
    return Asking(tuple(_shuffled(exercise.checks, draw)), frozenset(_anew(exercise, draw)), seeds, names)


def _anew(exercise: Exercise, draw: random.Random) -> Iterator[str]:
    """A gradient, where there is one, and another check; only the first of the two in an exercise with networks.

    Each costs a class an answer of the reference for every submission, and that of a network takes its time.
    """
    may = [check for check in exercise.checks if check.points and not check.alone and check.id != exercise.plot]
    if not may:
        return
    first = draw.choice([check for check in may if check.kind == "gradient"] or may)
    yield first.id
    others = [check for check in may if check.kind != "gradient" and check != first]
    if others and exercise.cpu_seconds <= LONG:
        yield draw.choice(others).id


def _shuffled(checks: Sequence[Check], draw: random.Random) -> Iterator[Check]:
    """The checks in another order, each after those that it is blocked by."""
    left = sorted(checks, key=lambda _: draw.random())
    while left:
        waiting = {check.id for check in left}
        following = next(check for check in left if not any(one.id in waiting for one in blockers(checks, check)))
        left.remove(following)
        yield following


def blockers(checks: Sequence[Check], check: Check) -> Iterator[Check]:
    """The checks before this one that must have passed: the smoke checks, and those that it needs."""
    for earlier in checks:
        if earlier.id == check.id:
            return
        if earlier.kind == "smoke" or earlier.id in check.needs:
            yield earlier
