"""The class as one CSV: a learner a row; for each exercise its points, state, label and the machine's points.

dlgrade's own format: UTF-8 with a byte order mark (read it as `utf-8-sig`), so that Excel shows Japanese, and what
`cells` says. What an exercise is worth stands in the JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..classroom import Head, Learner, Mark
from .cells import BOM, Cell, lines

LEARNER = (
    "id",
    "name",
    "email",
    "state",
    "submission",
    "points",
    "max_points",
    "late",
    "dropped",
    "remarks",
    "seconds",
    "seed",
    "digest",
)
MARK = ("points", "state", "label", "machine_points", "overridden")


def class_csv(head: Head, learners: Iterable[Learner]) -> Iterator[str]:
    """The lines of the CSV, header first."""
    yield BOM
    yield from lines(_rows(head, learners))


def _rows(head: Head, learners: Iterable[Learner]) -> Iterator[Iterable[Cell]]:
    yield [*LEARNER, *(f"{column.id}.{name}" for column in head.columns for name in MARK)]
    for one in learners:
        marks = [value for mark in one.marks for value in _mark(mark)]
        yield [*_learner(one), *marks, *([None] * (len(head.columns) * len(MARK) - len(marks)))]


def _learner(one: Learner) -> tuple[Cell, ...]:
    return (
        one.id,
        one.name,
        one.email,
        one.state,
        one.submission,
        one.points,
        one.max_points,
        one.late,
        " ".join(one.dropped),
        " ".join(one.remarks),
        one.seconds,
        str(one.seed),  # as text: a spreadsheet keeps 15 digits of a number
        one.digest,
    )


def _mark(mark: Mark) -> tuple[Cell, ...]:
    return mark.points, mark.state, mark.label, mark.machine_points, int(mark.overridden)
