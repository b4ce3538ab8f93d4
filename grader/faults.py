"""Turns whatever a command raises into one sentence and an exit status."""

from __future__ import annotations

import errno
import os

from ..exercises.checking.exercise import ExerciseError
from ..reports.write import ReportError
from .cli import OUR_FAULT, UNUSABLE
from .collect import CollectError
from .commands import Unusable
from .messages import say
from .workers import WorkersError

CHOOSE_ANOTHER = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG}
)


def explained(error: Exception, lang: str) -> tuple[str, int]:
    """The sentence and the exit status for an exception. `DLGRADE_DEBUG` lets it through instead."""
    if os.environ.get("DLGRADE_DEBUG"):
        raise error
    if isinstance(error, Unusable):
        return str(error), UNUSABLE
    if isinstance(error, CollectError):
        return error.texts[lang], UNUSABLE
    if isinstance(error, ReportError):
        status = UNUSABLE if error.errno in CHOOSE_ANOTHER else OUR_FAULT
        return say("out_unwritable", lang, path=error.filename, reason=error.strerror), status
    if isinstance(error, WorkersError):
        return say("workers", lang, reason=error), OUR_FAULT
    if isinstance(error, ExerciseError):
        return say("exercise_fault", lang, reason=error), OUR_FAULT
    return say("fault", lang, reason=f"{type(error).__name__}: {error}"), OUR_FAULT
