"""One claim of the sources, read from its folder: what is printed, and the calculation that says whether it holds."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from .case import Case
from .exercise import PACKAGE, ExerciseError, known, read, text
from .text import Text, fill

KEYS = frozenset(
    ["format", "order", "chapter", "sources", "holds", "claim", "printed", "right", "calculation", "made_in"]
)
REQUIRED = KEYS - {"made_in"}
SEED = 0


class Found(NamedTuple):
    """What a calculation came to: whether the claim holds, and the figures that its texts name."""

    holds: bool
    figures: Mapping[str, Any]


class Link(NamedTuple):
    """Where a learner can make the printed error: a known mistake of an exercise, or a known error of a question."""

    id: str
    label: str
    kind: str


@dataclass(frozen=True)
class Said:
    """A claim with its texts filled in by a calculation just made."""

    holds: bool
    right: Text
    calculation: Text


@dataclass(frozen=True, eq=False)
class Erratum:
    """A claim of the sources.

    Attributes:
        id: for example `he-deviation`.
        chapter: chapter folder that it belongs to.
        order: place within the chapter.
        folder: its folder, with calculation.py.
        sources: what prints it.
        holds: whether it holds; a test holds this to the calculation.
        claim: what is said.
        printed: how it is printed.
        right: what is right; its fields are figures of the calculation.
        calculation: how that is known; its fields likewise.
        made_in: where a learner can make the same error.
    """

    id: str
    chapter: str
    order: int
    folder: Path
    sources: tuple[Text, ...]
    holds: bool
    claim: Text
    printed: Text
    right: Text
    calculation: Text
    made_in: tuple[Link, ...]

    def calculate(self) -> Found:
        """Computes it now, from the reference; NumPy's global generator is left as it was."""
        state = np.random.get_state()
        case = Case(SEED, self.id)
        np.random.seed(case.draw_seed())
        try:
            module: Any = importlib.import_module(f"{PACKAGE}.errata.{self.folder.name}.calculation")
            found: Found = module.calculate(case)
        finally:
            np.random.set_state(state)
        return found

    def said(self) -> Said:
        """The texts with the figures of a calculation made now."""
        found = self.calculate()
        return Said(found.holds, fill(self.right, **found.figures), fill(self.calculation, **found.figures))


def as_printed(exercise: str, mistake: str) -> Mapping[str, Any]:
    """The implementation of an exercise's symbols with the mistake that is printed."""
    from ..catalogue import named

    found = named(exercise)
    assert found is not None
    return next(wrong for label, wrong in found.wrong.items() if label.partition("__")[0] == mistake)


@cache
def sources(folder: Path) -> dict[str, Text]:
    """What the sources are called, by their short names."""
    return {key: text(entry, f"sources.toml: {key}") for key, entry in read(folder / "sources.toml").items()}


def load(folder: Path) -> Erratum:
    """Reads `erratum.toml` of a folder.

    Raises:
        ExerciseError: the file is broken, a key is unknown or missing, or a text lacks a language.
    """
    data = read(folder / "erratum.toml")
    where = f"{folder.name}/erratum.toml"
    known(data, KEYS, REQUIRED, where)
    names = sources(folder.parent)
    if unknown := [name for name in data["sources"] if name not in names]:
        raise ExerciseError(f"{where}: unknown source {unknown[0]!r}; sources.toml has {', '.join(names)}")
    return Erratum(
        id=folder.name.replace("_", "-"),
        chapter=str(data["chapter"]),
        order=int(data["order"]),
        folder=folder,
        sources=tuple(names[name] for name in data["sources"]),
        holds=bool(data["holds"]),
        claim=text(data["claim"], f"{where}: claim"),
        printed=text(data["printed"], f"{where}: printed"),
        right=text(data["right"], f"{where}: right"),
        calculation=text(data["calculation"], f"{where}: calculation"),
        made_in=tuple(_link(entry, f"{where}: made_in") for entry in data.get("made_in", ())),
    )


def _link(entry: Mapping[str, Any], where: str) -> Link:
    if "question" in entry:
        known(entry, frozenset({"question", "error"}), frozenset({"question", "error"}), where)
        return Link(str(entry["question"]), str(entry["error"]), "question")
    known(entry, frozenset({"exercise", "mistake"}), frozenset({"exercise", "mistake"}), where)
    return Link(str(entry["exercise"]), str(entry["mistake"]), "exercise")
