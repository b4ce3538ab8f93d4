"""Moodle's offline grading worksheet.

What the importer looks at: `mod/assign/feedback/offline/importgradeslib.php` of https://github.com/moodle/moodle.
It finds columns by their English names, so import with Moodle's language set to English. A learner is matched by
the participant's number alone, which the name of a downloaded submission carries
(`Name_12345_assignsubmission_file_`); rows without a number are passed over by Moodle, and stand here so that
nobody is lost. Who was not graded gets an empty grade.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..classroom import Head, Learner
from ..safe import one_line
from .canvas import grade
from .cells import Cell, lines

DOWNLOADED = re.compile(r".+_(\d+)_assignsubmission_.+", re.DOTALL)
HEADER = (
    "Identifier",
    "Full name",
    "Email address",
    "Status",
    "Grade",
    "Maximum Grade",
    "Grade can be changed",
    "Last modified (submission)",
    "Last modified (grade)",
    "Feedback comments",
)


def moodle(head: Head, learners: Iterable[Learner]) -> Iterator[str]:
    """The lines of the worksheet, header first."""
    return lines(_rows(learners))


def participant(submission: str) -> str:
    """Moodle's identifier; empty where the submission's name carries no number."""
    found = DOWNLOADED.fullmatch(submission)
    return f"Participant {found[1]}" if found else ""


def _rows(learners: Iterable[Learner]) -> Iterator[Iterable[Cell]]:
    yield HEADER
    for one in learners:
        comments = one_line(" ".join(one.remarks))
        status = "Submitted for grading" if one.submission else "No submission"
        who = participant(one.submission), one.name or one.id, one.email, status
        # When things were handed in is Moodle's to know; without a time of grading no grade is passed over as older.
        yield *who, grade(one), one.max_points, "Yes", "", "", comments
