"""The verdict on one exercise, check by check."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ..fault import Fault
from .check import Check
from .compare import Difference
from .exercise import Exercise
from .outcome import FailureState, Outcome

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
        evaluations: how often the backward pass evaluated the forward, where it computes its gradient numerically.
        anew: its inputs were drawn for this submission alone.
    """

    check: Check
    state: State
    differences: tuple[Difference, ...] = ()
    consistent: bool = False
    blocked_by: str = ""
    outcome: Outcome = field(default_factory=Outcome)
    evaluations: int = 0
    anew: bool = False

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
    def evaluations(self) -> int:
        """How often a backward pass that computes its gradient numerically evaluated the forward; 0 where none does."""
        return max((verdict.evaluations for verdict in self.checks if verdict.state == "pass"), default=0)

    @property
    def state(self) -> Literal["partial"] | State:
        """pass when nothing stands in the way, partial when something was earned, else the first failure's state."""
        if any(verdict.state == "grader_error" for verdict in self.checks):
            return "grader_error"
        if not self.failing:
            return "pass"
        return "partial" if self.points else self.failing[0].state
