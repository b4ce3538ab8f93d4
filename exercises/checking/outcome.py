"""Runs one check on one subject and keeps whatever comes of it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from ..fault import Fault
from .answers import Claim
from .case import Case
from .check import Check
from .draws import kept
from .exercise import Exercise
from .subject import Local, Subject
from .text import Text, exception, sentence

FailureState = Literal["fail", "error", "timeout", "memory", "crashed", "refused", "grader_error"]


@dataclass(frozen=True)
class Frame:
    """One line of the learner's code in a traceback."""

    file: str
    line: int
    function: str


class LearnerError(Exception):
    """A call of the learner's code did not come back with a value.

    Attributes:
        state: what happened.
        type: name of the exception, or the state again.
        message: its message.
        text: the sentence for the learner.
        frames: the learner's own lines, innermost last.
    """

    def __init__(
        self, state: FailureState, type: str, message: str, text: Text, frames: tuple[Frame, ...] = ()
    ) -> None:
        super().__init__(f"{type}: {message}")
        self.state = state
        self.type = type
        self.message = message
        self.text = text
        self.frames = frames


def raised(error: BaseException, frames: tuple[Frame, ...] = ()) -> LearnerError:
    """An exception of the learner's code as a LearnerError."""
    name, message = type(error).__name__, str(error)
    return LearnerError("error", name, message, exception(name, message), frames)


@dataclass(frozen=True)
class Outcome:
    """What one check gave on one subject: an answer, or a failure."""

    answer: Any = None
    failure: LearnerError | None = None


def run_check(check: Check, subject: Subject, exercise: Exercise, seed: int) -> Outcome:
    """Runs a check; never raises on account of what the subject does.

    Raises:
        Fault: no worker could be had.
    """
    if not isinstance(subject, Local):  # others do not draw here
        return _outcome(check, subject, exercise, seed)
    with kept():
        return _outcome(check, subject, exercise, seed)


def _outcome(check: Check, subject: Subject, exercise: Exercise, seed: int) -> Outcome:
    case = Case(seed, f"{exercise.id}/{check.id}")
    try:
        subject.begin(case.draw_seed())
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return Outcome(check.run(subject, case))
    except LearnerError as error:
        return Outcome(failure=error)
    except Fault:
        raise
    except Exception as error:
        if isinstance(subject, Local):
            return Outcome(failure=raised(error))
        return Outcome(failure=_unusable(error))


def _unusable(error: Exception) -> LearnerError:
    """Our check stumbled over what the learner's code returned; on the reference the same check runs."""
    reason = f"{type(error).__name__}: {error}"
    return LearnerError("fail", "unusable", reason, sentence("unusable", reason=reason))


def run_all(exercise: Exercise, symbols: Mapping[str, Any], seed: int) -> Mapping[str, Outcome]:
    """What every check gives on an implementation of ours, each run when it is first asked for."""
    return _Outcomes(exercise, symbols, seed)


class _Outcomes(Mapping[str, Outcome]):
    """A check that is judged by itself asks nothing of an implementation of ours."""

    def __init__(self, exercise: Exercise, symbols: Mapping[str, Any], seed: int) -> None:
        self._checks = {check.id: check for check in exercise.checks}
        self._exercise, self._subject, self._seed = exercise, Local(symbols), seed
        self._known: dict[str, Outcome] = {}

    def __getitem__(self, name: str) -> Outcome:
        if name not in self._known:
            check = self._checks[name]
            self._known[name] = Outcome(Claim(True, "")) if check.alone else self._run(check)
        return self._known[name]

    def _run(self, check: Check) -> Outcome:
        return run_check(check, self._subject, self._exercise, self._seed)

    def __iter__(self) -> Iterator[str]:
        return iter(self._checks)

    def __len__(self) -> int:
        return len(self._checks)
