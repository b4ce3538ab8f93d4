"""Finds the exercises: every folder with an exercise.toml is one."""

from __future__ import annotations

import difflib
from functools import cache
from pathlib import Path

from .checking.exercise import Exercise, ExerciseError, load

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
    loaded = [load(file.parent) for file in sorted(folder.glob("*/exercise.toml"))]
    return sorted(loaded, key=lambda exercise: (exercise.order, exercise.id))


def named(name: str) -> Exercise | None:
    """The exercise of that id, written with hyphens or underscores."""
    return exercises().get(name.strip().replace("_", "-").lower())


def nearest(name: str) -> str | None:
    """The id that looks most like a name that is none."""
    return next(iter(difflib.get_close_matches(name.replace("_", "-").lower(), exercises(), 1)), None)
