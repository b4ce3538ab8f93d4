"""Otter-Grader's `final_grades.csv`, as `otter grade` writes it.

https://otter-grader.readthedocs.io/en/latest/workflow/executing_submissions/otter_grade.html; the columns are those of
`otter/grade/utils.py` of https://github.com/ucbds-infra/otter-grader: `file`, one a question in the order of their
names, `total_points_earned`, `percent_correct` (a share from 0 to 1), `grading_status`. The first row,
`points-per-question`, says what each is worth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..classroom import Head, Learner
from .cells import Cell, lines

STATUS = {"graded": "Completed", "missing": "Missing", "unreadable": "Unreadable", "lost": "Failed"}


def otter(head: Head, learners: Iterable[Learner]) -> Iterator[str]:
    """The lines of the CSV, header first."""
    return lines(_rows(head, learners))


def _rows(head: Head, learners: Iterable[Learner]) -> Iterator[Iterable[Cell]]:
    columns = sorted(head.columns, key=lambda column: column.id)
    yield ["file", *(column.id for column in columns), "total_points_earned", "percent_correct", "grading_status"]
    worth = sum(column.max_points for column in columns if not column.extra)
    yield ["points-per-question", *(column.max_points for column in columns), worth, 1, "--"]
    for one in learners:
        points = {mark.id: mark.points for mark in one.marks}
        share = one.points / one.max_points if one.max_points else 0
        total = (one.points, share) if not one.unjudged else (None, None)
        faulty = {mark.id for mark in one.marks if mark.state == "grader_error" and not mark.overridden}
        cells = (None if column.id in faulty or one.state == "lost" else points.get(column.id, 0) for column in columns)
        yield [one.id, *cells, *total, STATUS[one.state]]
