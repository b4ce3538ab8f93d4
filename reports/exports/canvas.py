"""Canvas's gradebook CSV, as its gradebook imports it.

What the importer looks at: `lib/gradebook_importer.rb` of https://github.com/instructure/canvas-lms.

The class's assignment is one column, named by its title: Canvas matches that title, or asks before it makes a new
assignment. A learner is matched by Canvas's own number where the submission's name carries it (`name_123_456_file.py`),
else by the roster's id as SIS User ID, or the address as SIS Login ID. Who handed in nothing, or what could not be
read, gets an empty cell, which leaves Canvas's own rule for missing work in force.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..classroom import Head, Learner
from ..safe import one_line
from .cells import Cell, lines

# Canvas's download: name, `LATE` where it was, the user's and the submission's number, the file's own name.
DOWNLOADED = re.compile(r"[^_]+_(?:LATE_)?(\d+)_\d+_.+")


def canvas(head: Head, learners: Iterable[Learner]) -> Iterator[str]:
    """The lines of the CSV: header, points possible, learners."""
    return lines(_rows(head, learners))


def canvas_number(submission: str) -> str:
    """The user's number in Canvas; empty where the submission's name carries none."""
    found = DOWNLOADED.fullmatch(submission)
    return found[1] if found else ""


def _rows(head: Head, learners: Iterable[Learner]) -> Iterator[Iterable[Cell]]:
    yield "Student", "ID", "SIS User ID", "SIS Login ID", "Section", one_line(head.title)
    worth = sum(column.max_points for column in head.columns if not column.extra)
    yield "    Points Possible", "", "", "", "", worth
    for one in learners:
        yield one.name or one.id, canvas_number(one.submission), one.id, one.email, "", grade(one)


def grade(learner: Learner) -> float | None:
    """The final points; None for whoever was not graded and was given none by the instructor.

    None, too, where we failed at a part: it would count as zero beside what the whole is worth.
    """
    if learner.unjudged:
        return None
    return learner.points if learner.state == "graded" or learner.points else None
