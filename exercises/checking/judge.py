"""Reaches the verdict on one exercise.

Each check runs once on the learner's code. Its answer is compared with the same run on the reference and, where that
does not fit, on each accepted convention; the exercise is judged by the one standard that fits best.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..fault import Fault
from .answers import Gradient, gradients
from .asking import blockers
from .check import Check
from .compare import Difference, compare
from .draws import kept
from .exercise import Exercise
from .gradcheck import TOLERANCE
from .outcome import Outcome, run_check
from .standards import Expected, first_alike, standard
from .subject import Subject
from .tolerance import Tolerance
from .verdict import BOOK, CheckVerdict, GraderFault, State, Verdict

__all__ = ["BOOK", "CheckVerdict", "GraderFault", "Run", "Verdict", "judge", "standard"]


@kept()
def judge(exercise: Exercise, subject: Subject, seed: int) -> Verdict:
    """Runs every check on a subject, in the published order, and reaches the verdict.

    Raises:
        GraderFault: the reference or a convention could not be run.
    """
    run = Run(exercise, seed, subject)
    for check in exercise.checks:
        run.ask(check)
    return run.verdict()


def applicable(exercise: Exercise, subject: Subject) -> tuple[str, ...]:
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


class Run:
    """The outcomes of one subject, and what each standard says of them; a standard is computed when it is asked.

    Attributes:
        outcomes: the outcome that counts, by check.
        seeds: what its inputs were drawn from, where that is not the seed of the grading.
        evaluations: of the forward within a backward that computes its gradient numerically, by check.
        tolerances: by check, where it is not the check's own.
    """

    def __init__(self, exercise: Exercise, seed: int, subject: Subject) -> None:
        self.exercise, self.seed, self.subject = exercise, seed, subject
        self.labels = applicable(exercise, subject)
        self.outcomes: dict[str, Outcome] = {}
        self.seeds: dict[str, int] = {}
        self.evaluations: dict[str, int] = {}
        self.tolerances: dict[str, Tolerance] = {}
        self._own: dict[str, bool] = {}
        self._blockers: dict[str, tuple[Check, ...]] = {}
        self._compared: dict[tuple[Any, ...], tuple[Difference, ...]] = {}
        self._drawn: dict[tuple[str, int], Expected] = {}

    def ask(self, check: Check) -> None:
        """Asks a check, unless it is blocked under every standard, so that it would tell nothing."""
        if not self.blocked(check):
            self.keep(check, run_check(check, self.subject, self.exercise, self.seed), self.seed)
            self.settle(check)

    def blocked(self, check: Check) -> bool:
        """Whether a needed check fails under every standard, so that to ask this one would tell nothing."""
        return all(self._blocker(check, label) for label in self.labels)

    def keep(self, check: Check, outcome: Outcome, seed: int) -> None:
        """Makes an outcome the one that counts, for the inputs of a seed."""
        self.outcomes[check.id], self.seeds[check.id] = outcome, seed
        self._forget(check)

    def loosen(self, check: Check, tolerance: Tolerance) -> None:
        """From now on a check allows its answer to be further off."""
        self.tolerances[check.id] = tolerance
        self._forget(check)

    def _forget(self, check: Check) -> None:
        for key in [key for key in self._compared if key[0] == check.id]:
            del self._compared[key]

    def settle(self, check: Check) -> None:
        """Finds out whether a gradient that differs from every standard is that of the code's own forward."""
        if check.kind == "gradient":
            self._own[check.id] = self.fits_nowhere(check) and _own(self.outcomes[check.id])

    def verdict(self) -> Verdict:
        """The verdict under the first standard that fits all checks, else under the one that gives most."""
        fitting = next((label for label in self.labels if self._fits(label)), None)
        if fitting is not None:
            return self.under(fitting)
        return max((self.under(label) for label in self.labels if not self._whole_only(label)), key=_merit)

    def _whole_only(self, label: str) -> bool:
        """Whether a standard replaces several symbols that belong together: half of it is no convention."""
        symbols = self.exercise.also_right[label] if label else {}
        replaced = [value for name, value in symbols.items() if value is not self.exercise.reference[name]]
        return sum(not getattr(value, "holds_alone", False) for value in replaced) > 1

    def _fits(self, label: str) -> bool:
        """Whether all checks pass under a standard, without the benefit of the own forward; stops at the first."""
        judged = (self._judged(check, label) for check in self.exercise.checks if not check.advice)
        return all(v.state == "pass" and not v.consistent for v in judged)

    def under(self, label: str) -> Verdict:
        """The verdict under one standard."""
        checks = tuple(self._judged(check, label) for check in self.exercise.checks)
        return Verdict(self.exercise, self.seed, label, checks)

    def fits(self, check: Check, label: str) -> bool:
        """Whether the answer that counts is that of a standard."""
        return not self.outcomes[check.id].failure and not self._differences(check, label)

    def fits_nowhere(self, check: Check) -> bool:
        """Whether the check gave an answer that no standard gives."""
        outcome = self.outcomes[check.id]
        return not outcome.failure and all(self._differences(check, label) for label in self.labels)

    def _judged(self, check: Check, label: str) -> CheckVerdict:
        blocker = self._blocker(check, label)
        if blocker:
            return CheckVerdict(check, "blocked", blocked_by=blocker)
        outcome, evaluations = self.outcomes[check.id], self.evaluations.get(check.id, 0)
        if outcome.failure:
            return CheckVerdict(check, outcome.failure.state, outcome=outcome)
        differences, own = self._differences(check, label), self._own.get(check.id, False)
        state: State = "fail" if differences and not own else "pass"
        anew = self.seeds[check.id] != self.seed
        return CheckVerdict(check, state, differences, own and bool(differences), "", outcome, evaluations, anew)

    def _blocker(self, check: Check, label: str) -> str:
        """Id of a needed check that did not pass; all checks need the smoke checks before them."""
        if check.id not in self._blockers:
            self._blockers[check.id] = tuple(blockers(self.exercise.checks, check))
        needed = self._blockers[check.id]
        return next((one.id for one in needed if self._judged(one, label).state != "pass"), "")

    def _differences(self, check: Check, label: str) -> tuple[Difference, ...]:
        first = label == self.labels[0]
        alike = label if first else first_alike(self.exercise, label, self.seed, check.id)
        key = check.id, alike, self.seeds[check.id]
        if key not in self._compared:
            self._compared[key] = self.differences(check, self.outcomes[check.id], self.seeds[check.id], alike)
        return self._compared[key]

    def differences(
        self, check: Check, outcome: Outcome, seed: int, label: str, tolerance: Tolerance | None = None
    ) -> tuple[Difference, ...]:
        """Where an answer differs from that of a standard for the inputs of the same seed."""
        tolerance = tolerance or self.tolerances.get(check.id, check.tolerance)
        return tuple(compare(self._expected(label, seed)[check.id].answer, outcome.answer, tolerance))

    def _expected(self, label: str, seed: int) -> Mapping[str, Outcome]:
        if seed == self.seed:
            return standard(self.exercise, label, seed)
        if (label, seed) not in self._drawn:
            self._drawn[label, seed] = Expected(self.exercise, label, seed)
        return self._drawn[label, seed]


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
