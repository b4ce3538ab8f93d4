"""One confirmation question, read from its folder; its answer is computed from the reference when it is asked."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from .case import Case
from .exercise import PACKAGE, known, read, text
from .text import Text, fill

Kind = Literal["choice", "shape", "code", "number"]
KEYS = frozenset({"format", "order", "kind", "prompt", "why", "choices", "array", "factor", "tolerance", "points"})
REQUIRED = frozenset({"format", "order", "kind", "prompt", "why"})


@dataclass(frozen=True, eq=False)
class Question:
    """A question and how it is marked.

    Attributes:
        id: for example `q-conv-size`.
        chapter: chapter folder.
        order: place within the chapter.
        kind: choice, shape, number or code line.
        prompt: the question.
        why: said after the answer; its fields are computed by `figures()` of answer.py.
        choices: numbers to choose from.
        array: for a code line: the book's name of the array.
        factor: for a code line: names of a factor that may be written or left out.
        tolerance: for a number: how far the answer may be from the computed one, as a half of the last digit asked for.
        points: what it is worth.
    """

    id: str
    chapter: str
    order: int
    folder: Path
    kind: Kind
    prompt: Text
    why: Text
    choices: tuple[float, ...]
    array: str
    factor: tuple[str, ...]
    tolerance: float
    points: float

    def answer(self) -> Any:
        """The right answer of a choice, a shape or a number, computed now."""
        return self._module().answer()

    def expected(self, array: Any) -> Any:
        """What a right code line gives for this array, computed now."""
        return self._module().answer(array)

    def case(self, seed: int) -> Case:
        """Draws for a code line."""
        return Case(seed, self.id)

    def explanation(self) -> Text:
        """Why, with the figures computed now."""
        figures: Mapping[str, Any] = self._module().figures()
        return fill(self.why, **figures)

    def _module(self) -> Any:
        return importlib.import_module(f"{PACKAGE}.{self.chapter}.{self.folder.name}.answer")


def load(folder: Path) -> Question:
    """Reads `question.toml` of a folder.

    Raises:
        ExerciseError: the file is broken, a key is unknown or missing, or a text lacks a language.
    """
    data = read(folder / "question.toml")
    where = f"{folder.name}/question.toml"
    known(data, KEYS, REQUIRED, where)
    return Question(
        id=folder.name.replace("_", "-"),
        chapter=folder.parent.name,
        order=int(data["order"]),
        folder=folder,
        kind=data["kind"],
        prompt=text(data["prompt"], f"{where}: prompt"),
        why=text(data["why"], f"{where}: why"),
        choices=tuple(float(value) for value in data.get("choices", ())),
        array=str(data.get("array", "")),
        factor=tuple(data.get("factor", ())),
        tolerance=float(data.get("tolerance", 0)),
        points=float(data.get("points", 1)),
    )
