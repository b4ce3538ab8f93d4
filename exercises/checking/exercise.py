"""One exercise, read from its folder."""

from __future__ import annotations

import difflib
import importlib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from .check import Check
from .extras import installed
from .text import Text

PACKAGE = __package__.rpartition(".")[0]
KEYS = frozenset(
    [
        "format",
        "order",
        "title",
        "prompt",
        "hints",
        "out_of_scope",
        "needs",
        "symbols",
        "checks",
        "claims",
        "mistakes",
        "conventions",
        "cpu_seconds",
        "plot",
    ]
)
REQUIRED = frozenset({"format", "order", "title", "prompt", "hints", "symbols", "checks", "mistakes"})


class ExerciseError(Exception):
    """An exercise's folder is not as it must be: says which file, which key and what to do."""


@dataclass(frozen=True)
class Symbol:
    """A name that the learner defines.

    Attributes:
        name: the book's name.
        kind: function or class.
        reference: `module:name` within `reference`.
        also: other names in use.
        parameters: other names in use for a parameter, by the book's name; they add to `synonyms.toml`.
        gates: a letter for each gate, in the book's order of the columns of Wx, Wh and b; empty where there are none.
        channels: its methods take images N C H W, whose channels a learner may declare to be last.
    """

    name: str
    kind: Literal["function", "class"]
    reference: str
    also: tuple[str, ...] = ()
    parameters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gates: str = ""
    channels: bool = False


@dataclass(frozen=True)
class Mistake:
    """A known mistake: what the learner is told, why the author says it, and where it stands in print."""

    label: str
    text: Text
    why: str
    printed_in: Text | None


@dataclass(frozen=True, eq=False)
class Exercise:
    """What a learner is asked and how it is judged.

    `checks`, the reference, mistakes and conventions are Python and are imported when first asked for.
    """

    id: str
    chapter: str
    order: int
    folder: Path
    title: Text
    prompt: Text
    hints: tuple[Text, ...]
    out_of_scope: Text | None
    needs: tuple[str, ...]
    symbols: Mapping[str, Symbol]
    titles: Mapping[str, Text]
    claims: Mapping[str, Text]
    mistakes: Mapping[str, Mistake]
    conventions: Mapping[str, Text]
    cpu_seconds: int
    plot: str

    @property
    def skeleton(self) -> Path:
        """The file a learner starts from."""
        return self.folder / "skeleton.py"

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The checks in the order they stand in checks.py, but for those whose extra is not installed."""
        return tuple(check for check in self._all_checks if installed(check.extra))

    @property
    def left_out(self) -> tuple[Check, ...]:
        """Checks whose extra is not installed: they are not run, and their points are not to be had."""
        return tuple(check for check in self._all_checks if not installed(check.extra))

    @cached_property
    def _all_checks(self) -> tuple[Check, ...]:
        found = [value for value in vars(self.module("checks")).values() if isinstance(value, Check)]
        if unknown := {check.id for check in found} ^ set(self.titles):
            raise ExerciseError(f"{self.id}: checks.py and [checks] of exercise.toml differ in {sorted(unknown)}")
        return tuple(found)

    @property
    def points(self) -> float:
        """What the exercise is worth."""
        return sum(check.points for check in self.checks)

    @cached_property
    def reference(self) -> dict[str, Any]:
        """The reference implementation of each symbol, and what is given."""
        return {**{name: _reference(symbol.reference) for name, symbol in self.symbols.items()}, **self.given}

    @cached_property
    def given(self) -> dict[str, Any]:
        """Classes of ours that a check hands to the learner's code, by name: those of given.py, where there is one.

        They run beside the learner's code, so the file stands by itself and holds nothing that is expected.
        """
        if not self.given_file.is_file():
            return {}
        module = self.module("given")
        return {name: value for name, value in vars(module).items() if _own(module, name, value)}

    @property
    def given_file(self) -> Path:
        """Where the classes of `given` stand."""
        return self.folder / "given.py"

    @cached_property
    def wrong(self) -> dict[str, dict[str, Any]]:
        """Each known mistake as a whole implementation: the reference with one symbol replaced."""
        return self._variants("mistakes", set(self.mistakes))

    @cached_property
    def forms(self) -> Mapping[str, Callable[[], Mapping[str, Any]]]:
        """By convention, what gives the known mistakes as they look in code that follows it; IN_FORM of mistakes.py."""
        return getattr(self.module("mistakes"), "IN_FORM", {})

    def wrong_in(self, form: str) -> dict[str, dict[str, Any]]:
        """As `wrong`, in one of the `forms`."""
        found = self.forms[form]()
        if unknown := {label.partition("__")[0] for label in found} - set(self.mistakes):
            raise ExerciseError(f"{self.id}: IN_FORM of mistakes.py has {sorted(unknown)}, exercise.toml has not")
        return self._whole(found)

    @cached_property
    def also_right(self) -> dict[str, dict[str, Any]]:
        """Each accepted convention as a whole implementation."""
        there = self.conventions or (self.folder / "conventions.py").is_file()
        return self._variants("conventions", set(self.conventions)) if there else {}

    def convention(self, label: str) -> Text:
        """What a convention is: a sentence for each `name__value` joined by `+`; the value fills its {0}."""
        parts = [(self.conventions[name], value) for name, _, value in (p.partition("__") for p in label.split("+"))]
        ja = "、".join(text.ja.format(value) for text, value in parts)
        return Text(ja=ja, en="; ".join(text.en.format(value) for text, value in parts))

    def mistake(self, label: str) -> Mistake:
        """The known mistake that a variant shows; the part of its label after `__` fills the sentence's {0}."""
        name, _, value = label.partition("__")
        mistake = self.mistakes[name]
        text = Text(ja=mistake.text.ja.format(value), en=mistake.text.en.format(value)) if value else mistake.text
        return replace(mistake, text=text)

    def module(self, name: str) -> ModuleType:
        """One of the exercise's Python files."""
        return importlib.import_module(f"{PACKAGE}.{self.chapter}.{self.folder.name}.{name}")

    def _variants(self, file: str, texts: set[str]) -> dict[str, dict[str, Any]]:
        module = self.module(file)
        found = {name: value for name, value in vars(module).items() if _own(module, name, value)}
        found.update(getattr(module, "VARIANTS", {}))
        if unknown := {part.partition("__")[0] for label in found for part in label.split("+")} ^ texts:
            raise ExerciseError(f"{self.id}: {file}.py and [{file}] of exercise.toml differ in {sorted(unknown)}")
        return self._whole(found)

    def _whole(self, found: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        return {label: {**self.reference, **self._replaced(value)} for label, value in found.items()}

    def _replaced(self, variant: Any) -> Mapping[str, Any]:
        """What a variant puts in the reference's place: one symbol, or several where it is a mapping."""
        first = next(iter(self.symbols))
        return variant if isinstance(variant, Mapping) else {getattr(variant, "replaces", first): variant}


def _own(module: ModuleType, name: str, value: Any) -> bool:
    return callable(value) and not name.startswith("_") and getattr(value, "__module__", None) == module.__name__


def _reference(where: str) -> Any:
    module, _, name = where.partition(":")
    return getattr(importlib.import_module(f"{PACKAGE.rpartition('.')[0]}.reference.{module}"), name)


def load(folder: Path) -> Exercise:
    """Reads `exercise.toml` of a folder.

    Raises:
        ExerciseError: the file is missing or broken, a key is unknown or missing, or a text lacks a language.
    """
    data = read(folder / "exercise.toml")
    where = f"{folder.name}/exercise.toml"
    known(data, KEYS, REQUIRED, where)
    return Exercise(
        id=folder.name.replace("_", "-"),
        chapter=folder.parent.name,
        order=int(data["order"]),
        folder=folder,
        title=text(data["title"], f"{where}: title"),
        prompt=text(data["prompt"], f"{where}: prompt"),
        hints=tuple(text(hint, f"{where}: hints") for hint in data["hints"]),
        out_of_scope=text(data["out_of_scope"], f"{where}: out_of_scope") if "out_of_scope" in data else None,
        needs=tuple(data.get("needs", ())),
        symbols={name: _symbol(name, entry, where) for name, entry in data["symbols"].items()},
        titles=_texts(data["checks"], f"{where}: checks"),
        claims=_texts(data.get("claims", {}), f"{where}: claims"),
        mistakes={label: _mistake(label, entry, where) for label, entry in data["mistakes"].items()},
        conventions=_texts(data.get("conventions", {}), f"{where}: conventions"),
        cpu_seconds=int(data.get("cpu_seconds", 5)),
        plot=str(data.get("plot", "")),
    )


def read(path: Path) -> dict[str, Any]:
    """A TOML file, or an ExerciseError that says what is wrong with it."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ExerciseError(f"{path.parent.name}/{path.name}: {error}") from error


def known(data: Mapping[str, Any], known: frozenset[str], required: frozenset[str], where: str) -> None:
    """Raises an ExerciseError for an unknown or a missing key."""
    for key in data:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            raise ExerciseError(f"{where}: unknown key {key!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    if missing := required - set(data):
        raise ExerciseError(f"{where}: missing {', '.join(sorted(missing))}")


def text(entry: Any, where: str) -> Text:
    """A text in both languages, or an ExerciseError that says which one is missing."""
    if not isinstance(entry, Mapping) or not all(str(entry.get(lang, "")).strip() for lang in ("ja", "en")):
        raise ExerciseError(f"{where}: needs a text in ja and in en")
    return Text(ja=str(entry["ja"]).strip(), en=str(entry["en"]).strip())


def _texts(entries: Mapping[str, Any], where: str) -> dict[str, Text]:
    return {key: text(entry, f"{where}.{key}") for key, entry in entries.items()}


def _symbol(name: str, entry: Mapping[str, Any], where: str) -> Symbol:
    keys = frozenset({"kind", "reference", "also", "parameters", "gates", "channels"})
    known(entry, keys, frozenset({"kind", "reference"}), where)
    parameters = {key: tuple(names) for key, names in entry.get("parameters", {}).items()}
    also, gates = tuple(entry.get("also", ())), str(entry.get("gates", ""))
    return Symbol(name, entry["kind"], entry["reference"], also, parameters, gates, bool(entry.get("channels", False)))


def _mistake(label: str, entry: Mapping[str, Any], where: str) -> Mistake:
    place = f"{where}: mistakes.{label}"
    known(entry, frozenset({"ja", "en", "why", "printed_in"}), frozenset({"ja", "en", "why"}), place)
    printed = text(entry["printed_in"], f"{place}.printed_in") if "printed_in" in entry else None
    return Mistake(label, text(entry, place), str(entry["why"]), printed)
