"""What tests of exercises ask of an implementation: its verdict, the mistake that is named, the checks that fail."""

from typing import Any

from dlgrade.exercises.catalogue import exercises
from dlgrade.exercises.checking.diagnose import diagnose
from dlgrade.exercises.checking.judge import Verdict, judge
from dlgrade.exercises.checking.subject import Local


def judged(id: str, implementation: Any, seed: int = 0) -> Verdict:
    """The verdict on what stands for the first symbol of an exercise."""
    exercise = exercises()[id]
    return judge(exercise, Local({next(iter(exercise.symbols)): implementation}), seed)


def named(verdict: Verdict) -> str | None:
    """The known mistake that is the cause of a refusal."""
    cause = diagnose(verdict)
    return cause.label if cause and cause.kind == "mistake" else None


def failed(verdict: Verdict) -> list[str]:
    """The checks that were not passed."""
    return [v.check.id for v in verdict.failing]
