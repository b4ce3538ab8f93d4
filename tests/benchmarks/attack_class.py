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
class Attack:
    """One hostile submission: what it is to earn nothing in, and the states that its verdict may have."""

    name: str
    exercise: str
    states: tuple[str, ...]
    source: str


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


def halls() -> ModuleType:
    """The attacks' conftest, which knows how an attack is graded."""
    name = "dlgrade_attack_halls"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, TESTS / "attacks" / "conftest.py")
        assert spec is not None and spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


def attacks() -> dict[str, Attack]:
    """All attacks that are one file, by name."""
    found = {}
    for path in sorted((TESTS / "attacks" / "submissions").glob("*/*.py")):
        source = path.read_text(encoding="utf-8")
        exercise, states = source.split("|")[0].removeprefix("# ").split(":")
        found[path.stem] = Attack(path.stem, exercise, tuple(states.split()), source)
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


def grade_attack(attack: Attack, hall: Any) -> Outcome:
    """What comes of an attack, graded as the tests do it."""
    record = hall.grade({f"{attack.name}.py": attack.source}, attack.exercise)
    verdict = record.exercises[0]
    odd = "" if verdict.state in attack.states else f"{verdict.state}: {_why(verdict)}"
    if "attack ran" not in verdict.output:
        odd = f"did not run; {odd}"
    honest = {name: part_to_json(one) for name, one in sorted(hall.beside(record).items())}
    return Outcome(verdict.points != 0, odd, honest)


def _why(verdict: Any) -> str:
    return next((check.message for check in verdict.checks if check.message), "")
