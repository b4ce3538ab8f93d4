"""The package's functions for notebooks and tests."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from os import PathLike
from pathlib import Path

from ..reports.record import Record
from ..reports.terminal import check_lines, make_console
from .commands import chosen, graded
from .messages import default_lang
from .workers import Workers


def grade(
    path: str | PathLike[str], *, only: Sequence[str] = (), seed: int | None = None, lang: str | None = None
) -> Record:
    """Grades a folder, a file, a notebook or a zip behind the wall.

    Args:
        path: the submission.
        only: ids of exercises and questions; all without them.
        seed: seed of every draw; drawn anew without it.
        lang: `ja` or `en`; the locale's without it.

    Raises:
        CollectError: the submission cannot be read.
        Unusable: there is no such id.
    """
    lang = lang or default_lang()
    with Workers() as workers:
        exercises, questions = chosen(only, lang)
        return graded(workers, Path(path), exercises, questions, lang, seed)


def check(name: str, path: str | PathLike[str] = ".", *, seed: int | None = None, lang: str | None = None) -> Record:
    """Checks one exercise and prints a few lines on it.

    Raises:
        AssertionError: it does not pass; the message is the cause in one sentence.
    """
    record = grade(path, only=[name], seed=seed, lang=lang)
    check_lines(record, make_console(sys.stdout))
    for one in record.exercises:
        reason = one.cause.text if one.cause else " ".join(one.advice)
        if one.state != "pass":
            raise AssertionError(f"{one.id}: {reason}")
    return record
