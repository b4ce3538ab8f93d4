"""A class added up in one pass: what its page needs to know of all learners, in a few bytes a mark.

Of each mark two bytes are kept, its share of the points; of everything else counts, and a bounded number of examples.
"""

from __future__ import annotations

import heapq
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from .classroom import Head, Learner, LearnerState, Mark

FULL = 60_000  # a share of 1 in the two bytes of a mark
UNSCORED = 65_535  # a mark that says nothing of the learner: the grader's fault, or for the learner to give
DISTINCT = 2_000  # labels of mistakes that are told apart; exceptions name themselves, so they have no end
OVERRIDES = 100
SLOWEST = 10


class Example(NamedTuple):
    """Where one learner made a mistake."""

    learner: str
    page: str
    source: str


@dataclass
class Mistake:
    """One mistake of one exercise: how often, what was said of it, and the first learner who made it."""

    column: int
    label: str
    sentence: str
    example: Example
    count: int = 0


class Override(NamedTuple):
    """One mark whose points are the instructor's."""

    learner: str
    page: str
    column: int
    mark: Mark


class Slow(NamedTuple):
    """A learner whose grading took long."""

    seconds: float
    learner: str
    page: str


@dataclass
class Tally:
    """What one pass over a class leaves."""

    head: Head
    learners: Counter[LearnerState] = field(default_factory=Counter)
    finals: array[float] = field(default_factory=lambda: array("d"))  # final share of each graded learner
    shares: array[int] = field(default_factory=lambda: array("H"))  # of each mark, learner by learner
    states: list[Counter[str]] = field(default_factory=list)  # of each column
    seconds: list[float] = field(default_factory=list)  # of each column, all learners together
    longest: list[float] = field(default_factory=list)  # of each column, the longest
    mistakes: dict[tuple[int, str], Mistake] = field(default_factory=dict)
    unnamed: int = 0  # mistakes beyond those told apart
    overridden: int = 0
    overrides: list[Override] = field(default_factory=list)
    slowest: list[Slow] = field(default_factory=list)
    total_seconds: float = 0.0
    firsts: list[str] = field(default_factory=list)  # id of the first learner of each part of the grid
    lasts: list[str] = field(default_factory=list)


def tally(head: Head, learners: Iterable[Learner], part: int) -> Tally:
    """`learners` added up; `part` learners stand in one part of the grid."""
    width = len(head.columns)
    found = Tally(head, states=[Counter() for _ in range(width)], seconds=[0.0] * width, longest=[0.0] * width)
    slow: list[tuple[float, int, Slow]] = []
    for place, one in enumerate(learners):
        _place(found, one.id, place % part == 0)
        found.learners[one.state] += 1
        found.total_seconds += one.seconds
        _keep_slowest(slow, place, one)
        if one.marks and one.max_points:  # of nothing that could be earned there is no share
            found.finals.append(one.points / one.max_points)
        if one.marks:
            _marks(found, one)
    found.slowest = [kept for *_, kept in sorted(slow, reverse=True)]
    return found


def _place(found: Tally, learner: str, begins: bool) -> None:
    if begins:
        found.firsts.append(learner)
        found.lasts.append(learner)
    found.lasts[-1] = learner


def _keep_slowest(slow: list[tuple[float, int, Slow]], place: int, one: Learner) -> None:
    # The earlier of two that took the same time, whatever their names are.
    heapq.heappush(slow, (one.seconds, -place, Slow(one.seconds, one.id, one.page)))
    if len(slow) > SLOWEST:
        heapq.heappop(slow)


def _marks(found: Tally, one: Learner) -> None:
    states, seconds, longest, shares = found.states, found.seconds, found.longest, found.shares
    for column, mark in enumerate(one.marks):
        states[column][mark.state] += 1
        seconds[column] += mark.seconds
        if mark.seconds > longest[column]:
            longest[column] = mark.seconds
        shares.append(_share(mark))
        if mark.label and mark.state != "pass":
            _mistake(found, column, mark, one)
        if mark.overridden:
            _override(found, column, mark, one)


def _share(mark: Mark) -> int:
    if mark.state in ("grader_error", "shown") and not mark.overridden:
        return UNSCORED
    return round(FULL * min(1.0, max(0.0, mark.points / mark.max_points))) if mark.max_points else UNSCORED


def _mistake(found: Tally, column: int, mark: Mark, one: Learner) -> None:
    key = column, mark.label
    known = found.mistakes.get(key)
    if known is None:
        if len(found.mistakes) >= DISTINCT:
            found.unnamed += 1
            return
        known = Mistake(column, mark.label, mark.cause, Example(one.id, one.page, mark.source))
        found.mistakes[key] = known
    known.count += 1


def _override(found: Tally, column: int, mark: Mark, one: Learner) -> None:
    found.overridden += 1
    if len(found.overrides) < OVERRIDES:
        found.overrides.append(Override(one.id, one.page, column, mark))
