"""Turns whatever a command raises into one sentence and an exit status."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

from .machine import OF_THE_MACHINE
from .messages import say
from .room import LEAST, RoomError
from .status import OUR_FAULT, UNUSABLE
from .workers import WorkersError

CHOOSE_ANOTHER = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG}
)


def explained(error: Exception, lang: str, path: Path | None) -> tuple[str, int]:
    """The sentence and the exit status for an exception. `DLGRADE_DEBUG` lets it through instead."""
    if os.environ.get("DLGRADE_DEBUG"):
        raise error
    if isinstance(error, RoomError):
        return say("room", lang, limit=error.limit >> 20, least=LEAST >> 20), OUR_FAULT
    if isinstance(error, WorkersError):
        return say("workers", lang, reason=error), OUR_FAULT
    return _explained(error, lang, path)


def _explained(error: Exception, lang: str, path: Path | None) -> tuple[str, int]:
    # imported only now: these bring NumPy, and there may be no room for it, which was just said
    from ..exercises.checking.exercise import ExerciseError
    from ..reports.write import ReportError
    from .batch.problem import BatchError
    from .collect import CollectError
    from .commands import Unusable

    if isinstance(error, Unusable):
        return str(error), UNUSABLE
    if isinstance(error, BatchError):
        return error.texts[lang], UNUSABLE
    if isinstance(error, CollectError):
        return _placed(error.texts[lang], path), UNUSABLE
    if isinstance(error, ReportError):
        return str(error), UNUSABLE if getattr(error.__cause__, "errno", None) in CHOOSE_ANOTHER else OUR_FAULT
    if isinstance(error, sqlite3.Error):
        return say("store", lang, reason=error), OUR_FAULT
    if isinstance(error, MemoryError):
        return say("machine", lang, reason=say("no_memory", lang)), OUR_FAULT
    if isinstance(error, OSError) and error.errno in OF_THE_MACHINE:
        return say("machine", lang, reason=_said(error)), OUR_FAULT
    if isinstance(error, ExerciseError):
        return say("exercise_fault", lang, reason=error), OUR_FAULT
    return say("fault", lang, reason=f"{type(error).__name__}: {error}"), OUR_FAULT


def _said(error: OSError) -> str:
    """What the system says, and of which file."""
    return ": ".join(str(part) for part in (error.strerror, error.filename) if part)


def _placed(sentence: str, path: Path | None) -> str:
    """The sentence with the submission's name in front, where it speaks of something within."""
    return sentence if path is None or path.name in sentence else f"{path.name}: {sentence}"
