"""nbgrader's gradebook CSV, as `nbgrader export` writes it.

Its columns: `CsvExportPlugin` in `nbgrader/plugins/export.py` of https://github.com/jupyter/nbgrader.

One row a learner and assignment. As there, whoever handed in nothing has a score of 0 (the instructor's points where
there are any) and no timestamp; where we failed at a part there is no score. When a submission was handed in is no part
of our contract, so there is no timestamp at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..classroom import Head, Learner
from ..safe import one_line
from .cells import Cell, lines

HEADER = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)


def nbgrader(head: Head, learners: Iterable[Learner]) -> Iterator[str]:
    """The lines of the CSV, header first."""
    return lines(_rows(head, learners))


def _rows(head: Head, learners: Iterable[Learner]) -> Iterator[Iterable[Cell]]:
    yield HEADER
    title = one_line(head.title)
    for one in learners:
        last, first = _names(one.name)
        who = title, "", "", one.id, last, first, one.email
        scores = (one.points + one.late, one.late, one.points) if not one.unjudged else (None, None, None)
        yield *who, *scores, one.max_points


def _names(name: str) -> tuple[str, str]:
    """Last and first name where a comma tells them apart; else the whole name as the last, and never a guess."""
    last, comma, first = name.partition(",")
    return (last.strip(), first.strip()) if comma else (name, "")
