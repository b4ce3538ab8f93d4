"""The pure task: the bytes of one submission go in, verdicts come out. It runs here, in a pool, or on a cluster."""

from __future__ import annotations

import atexit
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from ...exercises import catalogue
from ...exercises.checking.text import Lang
from ...reports import record as rec
from ...reports.serial import part_from_json, part_to_json, to_json
from ..collect import Bundle, CollectError, understood
from ..grading import Task, grade
from ..processors import bring, claim
from ..workers import Workers
from .keys import item_key
from .store import Verdict

if TYPE_CHECKING:
    from ..worker.wall import Layer


_LOCK = threading.Lock()
"""One grading at a time in a process: the judge seeds NumPy's global generator, which threads would share."""


class NoWallError(Exception):
    """The wall is not in force where the task ran; names the layers that are missing."""


@dataclass(frozen=True)
class Parcel:
    """All that a grading depends on.

    Attributes:
        bundle: the bytes of the submission.
        exercises: ids to grade.
        questions: ids to mark.
        seed: of every draw.
        lang: language of the record.
        source: how the submission is named in the command that repeats a verdict.
        wall: refuse to grade without the wall.
        known: verdicts that stand, as JSON by id, for exercises that others need.
    """

    bundle: Bundle
    exercises: tuple[str, ...]
    questions: tuple[str, ...]
    seed: int
    lang: Lang
    source: str
    wall: bool = True
    known: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Graded:
    """What comes back: the record's head as JSON and the verdicts, or why nothing could be read.

    Attributes:
        head: empty where the submission could not be read.
        verdicts: one an exercise or question.
        unreadable: one sentence in both languages; empty where it could be read.
    """

    head: str = ""
    verdicts: tuple[Verdict, ...] = ()
    unreadable: str = ""


def grade_parcel(parcel: Parcel) -> Graded:
    """Grades one submission behind the wall.

    Raises:
        NoWallError: a layer of the wall is not in force here and the parcel asks for all.
    """
    with _LOCK:
        return _graded(parcel)


def grade_away(parcel: Parcel) -> Graded:
    """As `grade_parcel`, on a processor that this process claims: nobody numbers the workers of a cluster."""
    _claim()
    return grade_parcel(parcel)


@cache
def _claim() -> None:
    parent = _workers().zygote
    if claim() and parent:
        bring(parent.process.pid)


def _graded(parcel: Parcel) -> Graded:
    if parcel.wall and (off := missing_layers()):
        raise NoWallError(", ".join(off))
    exercises = [catalogue.exercises()[name] for name in parcel.exercises]
    questions = [catalogue.questions()[name] for name in parcel.questions]
    known = {name: part_from_json(rec.Exercise, text) for name, text in parcel.known.items()}
    try:
        submission = understood(parcel.bundle)
        task = Task(submission, exercises, questions, parcel.seed, parcel.lang, parcel.source, known)
        record = grade(task, _workers())
    except CollectError as error:  # also of a dlgrade.toml that names what is not there
        return Graded(unreadable=error.texts[parcel.lang])
    items = catalogue.items()
    graded: tuple[rec.Exercise | rec.Question, ...] = (*record.exercises, *record.questions)
    return Graded(
        to_json(replace(record, exercises=(), questions=(), points=0, max_points=0, first="")),
        tuple(
            Verdict(
                one.id, item_key(items[one.id]), one.state, one.points, one.max_points,
                getattr(one, "seconds", 0.0), part_to_json(one),
            )
            for one in graded
        ),
    )  # fmt: skip


def missing_layers() -> tuple[str, ...]:
    """Layers of the wall that are not in force on this machine, found out by raising it once."""
    return tuple(name for name, on, _ in _layers() if not on)


@cache
def _layers() -> tuple[Layer, ...]:
    workers = _workers()
    workers.start(1).end()
    return workers.layers


@cache
def _workers() -> Workers:
    """This process's warm parent; it ends with the process."""
    workers = Workers()
    atexit.register(workers.close)
    return workers


def end_workers() -> None:
    """Ends this process's warm parent and removes its folder, where there is one."""
    if _workers.cache_info().currsize:
        _workers().close()
