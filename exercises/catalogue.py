"""Finds the exercises: every folder with an exercise.toml is one."""

from __future__ import annotations

import difflib
from functools import cache
from pathlib import Path

from .checking.erratum import Erratum
from .checking.erratum import load as load_erratum
from .checking.exercise import Exercise, ExerciseError, load
from .checking.experiment import Experiment
from .checking.experiment import load as load_experiment
from .checking.question import Question
from .checking.question import load as load_question

ROOT = Path(__file__).parent
CHAPTERS = ("ch02", "ch03", "ch04", "ch05", "ch06", "ch07", "ch08", "rnn", "seq", "ae")


@cache
def exercises() -> dict[str, Exercise]:
    """All exercises by id, in the order of the curriculum.

    Raises:
        ExerciseError: a folder is not as it must be, or needs an exercise that does not exist.
    """
    found = {exercise.id: exercise for chapter in CHAPTERS for exercise in _chapter(ROOT / chapter)}
    for exercise in found.values():
        if unknown := set(exercise.needs) - set(found):
            raise ExerciseError(f"{exercise.id}: needs {', '.join(sorted(unknown))}, which do not exist")
    return found


def _chapter(folder: Path) -> list[Exercise]:
    loaded = [_exercise(file.parent) for file in sorted(folder.glob("*/exercise.toml"))]
    return sorted(loaded, key=lambda exercise: (exercise.order, exercise.id))


@cache
def questions() -> dict[str, Question]:
    """All confirmation questions by id, in the order of the curriculum: every folder with a question.toml is one.

    Raises:
        ExerciseError: a folder is not as it must be.
    """
    files = (file for chapter in CHAPTERS for file in sorted((ROOT / chapter).glob("*/question.toml")))
    return {question.id: question for question in sorted((_question(file.parent) for file in files), key=place)}


@cache
def experiments() -> dict[str, Experiment]:
    """All experiments by id, in their order: every folder with an experiment.toml is one.

    Raises:
        ExerciseError: a folder is not as it must be, or uses an exercise that does not exist.
    """
    found = [load_experiment(file.parent) for file in sorted((ROOT / "experiments").glob("*/experiment.toml"))]
    for one in found:
        if unknown := {exercise for exercise in one.symbols.values() if named(exercise) is None}:
            raise ExerciseError(f"{one.id}: uses {', '.join(sorted(unknown))}, which do not exist")
    return {one.id: one for one in sorted(found, key=lambda one: one.order)}


@cache
def errata() -> dict[str, Erratum]:
    """All claims of the sources by id, in the order of the curriculum: every folder with an erratum.toml is one.

    Raises:
        ExerciseError: a folder is not as it must be.
    """
    found = [load_erratum(file.parent) for file in sorted((ROOT / "errata").glob("*/erratum.toml"))]
    return {one.id: one for one in sorted(found, key=place)}


@cache
def items() -> dict[str, Exercise | Question]:
    """Exercises and questions by id, in the order of the curriculum; of a chapter the exercises first."""
    every: list[Exercise | Question] = [*exercises().values(), *questions().values()]
    return {item.id: item for item in every}


def needed(exercise: Exercise) -> tuple[str, ...]:
    """Ids of the exercises that this one needs, then of those that they need in turn, each once."""
    known, found, pending = exercises(), dict[str, None](), list(exercise.needs)
    while pending:
        need = pending.pop(0)
        if need not in found:
            found[need] = None
            pending += known[need].needs if need in known else ()
    return tuple(found)


def named(name: str) -> Exercise | None:
    """The exercise of that id, written with hyphens or underscores; no other one is read."""
    folder = _folder(name, "exercise.toml")
    return _exercise(folder) if folder else None


def question_named(name: str) -> Question | None:
    """The question of that id, written with hyphens or underscores."""
    folder = _folder(name, "question.toml")
    return _question(folder) if folder else None


def meant(name: str) -> list[Exercise | Question]:
    """The one of that id, else all of that chapter; none where there is neither. `rnn` is the exercise."""
    found = named(name) or question_named(name)
    if found:
        return [found]
    return [one for one in items().values() if one.chapter == name.strip().lower()]


def place(one: Exercise | Question | Erratum) -> tuple[int, int]:
    """Where it stands in the curriculum."""
    return CHAPTERS.index(one.chapter), one.order


def nearest(name: str) -> str | None:
    """The id that looks most like a name that is none."""
    known = [*exercises(), *questions()]
    return next(iter(difflib.get_close_matches(name.replace("_", "-").lower(), known, 1)), None)


def _folder(name: str, file: str) -> Path | None:
    plain = name.strip().replace("-", "_").lower()
    if not plain.isidentifier():
        return None
    return next((ROOT / c / plain for c in CHAPTERS if (ROOT / c / plain / file).is_file()), None)


_exercise = cache(load)
_question = cache(load_question)
