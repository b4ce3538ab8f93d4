"""All attacks of `tests/attacks` and an honest class of 30 beside them; used by `attack_rounds.py` and `leaks.py`."""

from __future__ import annotations

import importlib.util
import random
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from dlgrade.exercises import catalogue
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers
from dlgrade.reports.serial import part_to_json, to_json

TESTS = Path(__file__).parents[1]
STYLES = sorted((TESTS / "submissions" / "right").iterdir())
ASKED = ("sigmoid", "softmax", "cross-entropy", "affine", "relu-layer", "sgd", "adam", "batchnorm", "conv", "step")
EACH = 3
SEED = 20_260_401


@dataclass(frozen=True)
class Learner:
    """One honest submission and the exercises it is graded in."""

    number: int
    folder: Path
    exercises: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What came of grading an attack.

    Attributes:
        forged: it earned points.
        odd: its state is none of those it may have, or it did not run.
        honest: the verdicts on the honest code beside it, as text without times.
    """

    forged: bool
    odd: str
    honest: Mapping[str, str]


def _of_tests(name: str) -> ModuleType:
    """A module of `tests/attacks`, which is no package."""
    known = f"dlgrade_attacks_{name}"
    if known not in sys.modules:
        spec = importlib.util.spec_from_file_location(known, TESTS / "attacks" / f"{name}.py")
        assert spec is not None and spec.loader is not None
        sys.modules[known] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[known])
    return sys.modules[known]


def opened() -> Any:
    """A hall where attacks are graded, as a context."""
    return _of_tests("conftest").opened()


def attacks() -> dict[str, Any]:
    """All attacks that are one file, by name."""
    found: dict[str, Any] = _of_tests("twins").ATTACKS
    return found


def honest_class(count: int = 30) -> list[Learner]:
    """Learners in ten people's styles, each with some exercises drawn by a fixed seed."""
    draw = random.Random(SEED)
    return [Learner(n, STYLES[n % len(STYLES)], tuple(draw.sample(ASKED, EACH))) for n in range(count)]


def grade_learner(learner: Learner, workers: Workers) -> str:
    """The record of an honest learner as text without times."""
    every = catalogue.exercises()
    exercises = [every[name] for name in learner.exercises]
    task = Task(collect(learner.folder), exercises, (), SEED, "en", "submission")
    return to_json(grade(task, workers), times=False)


def grade_attack(name: str, hall: Any) -> Outcome:
    """What comes of an attack, graded as the tests do it."""
    attack = attacks()[name]
    record = hall.grade({f"{name}.py": attack.source}, attack.exercise)
    verdict = record.exercises[0]
    odd = "" if verdict.state in attack.states else f"{verdict.state}: {_why(verdict)}"
    if "attack ran" not in verdict.output:
        odd = f"did not run; {odd}"
    honest = {name: part_to_json(one) for name, one in sorted(hall.beside(record).items())}
    return Outcome(verdict.points != 0, odd, honest)


def _why(verdict: Any) -> str:
    return next((check.message for check in verdict.checks if check.message), "")
