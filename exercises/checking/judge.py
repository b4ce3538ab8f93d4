"""Reaches the verdict on one exercise.

Each check runs once on the learner's code. Its answer is compared with the same run on the reference and, where that
does not fit, on each accepted convention; the exercise is judged by the one standard that fits best.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

import numpy as np

from ..fault import Fault
from .answers import Gradient, gradients
from .check import Check
from .compare import Difference, compare
from .exercise import Exercise
from .gradcheck import TOLERANCE
from .outcome import FailureState, Outcome, run_all, run_check
from .subject import Subject

State = Literal["pass", "blocked"] | FailureState
BOOK = ""
"""Label of the reference's own convention."""


class GraderFault(Fault):
    """The reference itself could not be run: our defect, never the learner's."""


@dataclass(frozen=True)
class CheckVerdict:
    """The verdict of one check under the standard that was chosen.

    Attributes:
        check: the check.
        state: its outcome.
        differences: where the answer differs from the standard's.
        consistent: the gradient is wrong beside the standard and right for the code's own forward.
        blocked_by: the needed check that did not pass.
        outcome: what the learner's code gave.
    """

    check: Check
    state: State
    differences: tuple[Difference, ...] = ()
    consistent: bool = False
    blocked_by: str = ""
    outcome: Outcome = field(default_factory=Outcome)

    @property
    def points(self) -> float:
        """Points earned."""
        return self.check.points if self.state == "pass" else 0


@dataclass(frozen=True)
class Verdict:
    """The verdict on one exercise: every check under the standard that fits best."""

    exercise: Exercise
    seed: int
    convention: str
    checks: tuple[CheckVerdict, ...]

    @property
    def points(self) -> float:
        """Points earned."""
        return sum(verdict.points for verdict in self.checks)

    @property
    def failing(self) -> tuple[CheckVerdict, ...]:
        """Checks that stand in the way of a pass, in order."""
        return tuple(v for v in self.checks if v.state != "pass" and not v.check.advice)

    @property
    def state(self) -> Literal["partial"] | State:
        """pass when nothing stands in the way, partial when something was earned, else the first failure's state."""
        if any(verdict.state == "grader_error" for verdict in self.checks):
            return "grader_error"
        if not self.failing:
            return "pass"
        return "partial" if self.points else self.failing[0].state


@lru_cache(maxsize=4096)
def standard(exercise: Exercise, label: str, seed: int) -> Mapping[str, Outcome]:
    """The expected outcome of every check under a convention, each computed when it is asked for, once a seed.

    To ask for one raises a GraderFault where the reference or the convention raised.
    """
    return _Expected(exercise, label, seed)


class _Expected(Mapping[str, Outcome]):
    def __init__(self, exercise: Exercise, label: str, seed: int) -> None:
        self._name = f"{exercise.id}, {label or 'the reference'}"
        self._outcomes = run_all(exercise, exercise.also_right[label] if label else exercise.reference, seed)

    def __getitem__(self, check: str) -> Outcome:
        outcome = self._outcomes[check]
        if outcome.failure:
            raise GraderFault(f"{self._name}, {check}: {outcome.failure}")
        return outcome

    def __iter__(self) -> Iterator[str]:
        return iter(self._outcomes)

    def __len__(self) -> int:
        return len(self._outcomes)


@lru_cache(maxsize=16)
def _answers(exercise: Exercise, seed: int) -> dict[Any, str]:
    """The first standard that gave an answer, by check and answer."""
    return {}


@lru_cache(maxsize=65536)
def _first_alike(exercise: Exercise, label: str, seed: int, check: str) -> str:
    """The first standard that gives the very answer of this one; conventions that combine share most answers."""
    answer = _hashable(standard(exercise, label, seed)[check].answer)
    return _answers(exercise, seed).setdefault((check, answer), label)


def _hashable(answer: Any) -> Any:
    """Equal for answers that a comparison cannot tell apart; leaves other than arrays and gradients are all unlike."""
    if isinstance(answer, Gradient):
        return _hashable(answer.grads)
    if isinstance(answer, Mapping):
        return tuple((key, _hashable(value)) for key, value in answer.items())
    if isinstance(answer, list | tuple):
        return tuple(_hashable(part) for part in answer)
    if isinstance(answer, np.ndarray | np.generic):
        return answer.shape, answer.dtype.str, answer.tobytes()
    return (type(answer), answer) if isinstance(answer, bool | int | float | str | None) else object()


def judge(exercise: Exercise, subject: Subject, seed: int) -> Verdict:
    """Runs every check on a subject and reaches the verdict.

    Raises:
        GraderFault: the reference or a convention could not be run.
    """
    run = _Run(exercise, seed, _applicable(exercise, subject))
    for check in exercise.checks:
        if not run.blocked_everywhere(check):
            run.outcomes[check.id] = run_check(check, subject, exercise, seed)
            run.own[check.id] = check.kind == "gradient" and run.fits_nowhere(check) and _own(run.outcomes[check.id])
    return run.verdict()


def _applicable(exercise: Exercise, subject: Subject) -> tuple[str, ...]:
    """Labels to try. One that goes by a parameter's name is tried alone where the name is there, else never."""
    named, free = [], [BOOK]
    for label, symbols in exercise.also_right.items():
        wanted, symbol = _named(exercise, symbols)
        if not wanted:
            free.append(label)
        elif wanted & subject.parameters(symbol):
            named.append(label)
    return tuple(named or free)


def _named(exercise: Exercise, symbols: Mapping[str, Any]) -> tuple[frozenset[str], str]:
    for name, value in symbols.items():
        if value is not exercise.reference[name]:
            return getattr(value, "where_named", frozenset()), name
    return frozenset(), ""


class _Run:
    """The outcomes of one subject, and what each standard says of them; a standard is computed when it is asked."""

    def __init__(self, exercise: Exercise, seed: int, labels: tuple[str, ...]) -> None:
        self.exercise, self.seed, self.labels = exercise, seed, labels
        self.outcomes: dict[str, Outcome] = {}
        self.own: dict[str, bool] = {}
        self._compared: dict[tuple[str, str], tuple[Difference, ...]] = {}

    def verdict(self) -> Verdict:
        """The verdict under the first standard that fits all checks, else under the one that gives most."""
        fitting = next((label for label in self.labels if self._fits(label)), None)
        if fitting is not None:
            return self._verdict(fitting)
        return max((self._verdict(label) for label in self.labels if not self._whole_only(label)), key=_merit)

    def _whole_only(self, label: str) -> bool:
        """Whether a standard replaces several symbols that belong together: half of it is no convention."""
        symbols = self.exercise.also_right[label] if label else {}
        replaced = [value for name, value in symbols.items() if value is not self.exercise.reference[name]]
        return sum(not getattr(value, "holds_alone", False) for value in replaced) > 1

    def _fits(self, label: str) -> bool:
        """Whether all checks pass under a standard, without the benefit of the own forward; stops at the first."""
        judged = (self._judged(check, label) for check in self.exercise.checks if not check.advice)
        return all(v.state == "pass" and not v.consistent for v in judged)

    def _verdict(self, label: str) -> Verdict:
        checks = tuple(self._judged(check, label) for check in self.exercise.checks)
        return Verdict(self.exercise, self.seed, label, checks)

    def blocked_everywhere(self, check: Check) -> bool:
        """Whether a needed check fails under every standard, so that running this one would tell nothing."""
        return all(self._blocker(check, label) for label in self.labels)

    def fits_nowhere(self, check: Check) -> bool:
        """Whether the check gave an answer that no standard gives."""
        failed = self.outcomes[check.id].failure
        return not failed and all(self._differences(check, label) for label in self.labels)

    def _judged(self, check: Check, label: str) -> CheckVerdict:
        blocker = self._blocker(check, label)
        if blocker:
            return CheckVerdict(check, "blocked", blocked_by=blocker)
        outcome = self.outcomes[check.id]
        if outcome.failure:
            return CheckVerdict(check, outcome.failure.state, outcome=outcome)
        differences, own = self._differences(check, label), self.own[check.id]
        state: State = "fail" if differences and not own else "pass"
        return CheckVerdict(check, state, differences, own and bool(differences), outcome=outcome)

    def _blocker(self, check: Check, label: str) -> str:
        """Id of a needed check that did not pass; all checks need the smoke checks before them."""
        for earlier in self.exercise.checks:
            if earlier.id == check.id:
                break
            needed = earlier.kind == "smoke" or earlier.id in check.needs
            if needed and self._judged(earlier, label).state != "pass":
                return earlier.id
        return ""

    def _differences(self, check: Check, label: str) -> tuple[Difference, ...]:
        key = (check.id, _first_alike(self.exercise, label, self.seed, check.id))
        if key not in self._compared:
            expected = standard(self.exercise, label, self.seed)[check.id].answer
            self._compared[key] = tuple(compare(expected, self.outcomes[check.id].answer, check.tolerance))
        return self._compared[key]


def _merit(verdict: Verdict) -> tuple[bool, float, int]:
    """Passed or not, points, and checks that fit without the benefit of the own forward."""
    return not verdict.failing, verdict.points, sum(v.state == "pass" and not v.consistent for v in verdict.checks)


def _own(outcome: Outcome) -> bool:
    """Whether a backward pass that differs from every standard is the gradient of the code's own forward."""
    parts = list(gradients(outcome.answer))
    try:
        return bool(parts) and all(_alive(part) and part.error() <= TOLERANCE for part in parts)
    except Fault:
        raise
    except Exception:
        # whatever the learner's forward does at a neighbouring point, the backward is not shown to be its gradient
        return False


def _alive(answer: Gradient) -> bool:
    """A zero forward with a zero backward is consistent and worth nothing."""
    try:
        return all(np.any(np.asarray(grad, dtype=float)) for grad in answer.grads.values())
    except (TypeError, ValueError):
        return False
