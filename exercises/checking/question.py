"""One confirmation question, read from its folder; its answer is computed from the reference when it is asked."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from .case import Case
from .exercise import PACKAGE, ExerciseError, known, read, text
from .text import Text, fill

Kind = Literal["choice", "pick", "match", "order", "number", "shape", "expression", "code", "text"]
KINDS: tuple[Kind, ...] = get_args(Kind)
CHOOSING = frozenset({"choice", "pick", "match", "order"})
COMPUTED = frozenset({"expression", "code"})
KEYS = frozenset(
    [
        "format",
        "order",
        "kind",
        "prompt",
        "hint",
        "why",
        "choices",
        "fixed",
        "items",
        "variables",
        "strict",
        "errors",
        "tolerance",
        "units",
        "picture",
        "points",
    ]
)
REQUIRED = frozenset({"format", "order", "kind", "prompt", "hint", "why"})


@dataclass(frozen=True)
class Choice:
    """Something to choose.

    Attributes:
        key: what stands for it in answers.toml.
        text: what it says.
        error: why it is wrong, said to who chooses it; None for what is right.
    """

    key: str
    text: Text
    error: Text | None = None


@dataclass(frozen=True)
class Variable:
    """A name that a formula is written with.

    Attributes:
        name: as the prompt has it.
        also: other names for it.
        optional: a factor that may be left out, which is then taken as 1.
    """

    name: str
    also: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, eq=False)
class Question:
    """A question and how it is marked.

    Attributes:
        id: for example `q-conv-size`.
        chapter: chapter folder.
        order: place within the chapter.
        folder: its folder.
        kind: what is answered.

            - choice: the key of one choice; pick: the keys of several; order: all keys in their order;
            - match: a key for each item;
            - number, shape;
            - expression: a formula, code: a line of Python; both compared by value behind the wall;
            - text: a sentence that nobody marks but the learner: it is shown beside the model answer, which is `why`.
        prompt: the question.
        hint: what to think of first.
        why: said after the answer; its fields are computed by `figures()` of answer.py.
        choices: what there is to choose, by key.
        fixed: whether the choices are shown as they stand and not in an order that is drawn.
        items: for a match: what is to be matched, by key.
        variables: for an expression or code: the names it is written with.
        strict: for an expression or code: whether only these names will do.
        errors: what is said to known wrong answers; answer.py computes these by `errors()`.
        tolerance: for a number: how far the answer may be from the computed one, as a half of the last digit asked for.
        units: for a number: words that may follow it.
        picture: the text alternative of the picture that `picture()` of answer.py draws, where there is one.
        points: what it is worth; nothing for a text.
    """

    id: str
    chapter: str
    order: int
    folder: Path
    kind: Kind
    prompt: Text
    hint: Text
    why: Text
    choices: Mapping[str, Choice] = field(default_factory=dict)
    fixed: bool = False
    items: Mapping[str, Text] = field(default_factory=dict)
    variables: Mapping[str, Variable] = field(default_factory=dict)
    strict: bool = False
    errors: Mapping[str, Text] = field(default_factory=dict)
    tolerance: float = 0.0
    units: tuple[str, ...] = ()
    picture: Text | None = None
    points: float = 1.0

    def asked(self) -> Text:
        """The question, with the figures in it."""
        return self.told(self.prompt)

    def answer(self) -> Any:
        """The right answer, computed now.

        One key, a list of keys in their order or in any (pick), a key for each item, a number or a shape.
        """
        return self._module().answer()

    def wrong(self) -> dict[str, Any]:
        """Known wrong numbers or shapes by label, computed now."""
        return self._module().errors() if self.errors else {}

    def draw(self, case: Case) -> dict[str, Any]:
        """Values of the variables to compare a formula at."""
        values: dict[str, Any] = self._module().draw(case)
        return values

    def expected(self, values: Mapping[str, Any]) -> Any:
        """What a right formula gives for these values, computed now."""
        return self._module().answer(**values)

    def mistaken(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What known wrong formulas give for these values, by label."""
        return self._module().errors(**values) if self.errors else {}

    def drawn(self, seed: int) -> list[Choice]:
        """The choices in the order in which they are shown."""
        choices = list(self.choices.values())
        return choices if self.fixed else [choices[i] for i in self.case(seed).rng.permutation(len(choices))]

    def case(self, seed: int) -> Case:
        """Draws for a formula, or for the order in which choices are shown."""
        return Case(seed, self.id)

    def explanation(self) -> Text:
        """Why, with the figures computed now."""
        return self.told(self.why)

    def told(self, text: Text) -> Text:
        """A text of the question with the figures computed now."""
        if "{" not in text.ja + text.en:
            return text
        figures: Mapping[str, Any] = self._module().figures()
        return fill(text, **figures)

    def drawing(self) -> str:
        """The picture as SVG; empty where there is none or the library that draws it is missing."""
        if self.picture is None:
            return ""
        try:
            return str(self._module().picture())
        except (ImportError, OSError):
            return ""

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
    if data["kind"] not in KINDS:
        raise ExerciseError(f"{where}: kind must be one of {', '.join(KINDS)}")
    return Question(
        id=folder.name.replace("_", "-"),
        chapter=folder.parent.name,
        order=int(data["order"]),
        folder=folder,
        kind=data["kind"],
        prompt=text(data["prompt"], f"{where}: prompt"),
        hint=text(data["hint"], f"{where}: hint"),
        why=text(data["why"], f"{where}: why"),
        choices={key: _choice(key, entry, where) for key, entry in data.get("choices", {}).items()},
        fixed=bool(data.get("fixed", False)),
        items=_texts(data, "items", where),
        variables={name: _variable(name, entry, where) for name, entry in data.get("variables", {}).items()},
        strict=bool(data.get("strict", False)),
        errors=_texts(data, "errors", where),
        tolerance=float(data.get("tolerance", 0)),
        units=tuple(data.get("units", ())),
        picture=text(data["picture"], f"{where}: picture") if "picture" in data else None,
        points=0.0 if data["kind"] == "text" else float(data.get("points", 1)),
    )


def _texts(data: Mapping[str, Any], name: str, where: str) -> dict[str, Text]:
    return {key: text(entry, f"{where}: {name}.{key}") for key, entry in data.get(name, {}).items()}


def _choice(key: str, entry: Mapping[str, Any], where: str) -> Choice:
    place = f"{where}: choices.{key}"
    known(entry, frozenset({"ja", "en", "error"}), frozenset({"ja", "en"}), place)
    error = text(entry["error"], f"{place}.error") if "error" in entry else None
    return Choice(key, text(entry, place), error)


def _variable(name: str, entry: Mapping[str, Any], where: str) -> Variable:
    known(entry, frozenset({"also", "optional"}), frozenset(), f"{where}: variables.{name}")
    return Variable(name, tuple(entry.get("also", ())), bool(entry.get("optional", False)))
