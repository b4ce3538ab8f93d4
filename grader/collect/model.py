"""What was handed in, as plain data: files as text, what they define, and what a worker is told to load."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeVar, cast

from ...reports.safe import visible

MAX_SENTENCE = 1_000

T = TypeVar("T")

Texts = dict[str, str]
Kind = Literal["folder", "file", "notebook", "zip"]
FileKind = Literal["python", "notebook"]
DefinitionKind = Literal["function", "class", "value"]


def one_sentence(text: str) -> str:
    """What names of the learner's making stand in: one line, nothing hidden in it, and its end still to be read."""
    line = re.sub(r"\s*[\n\t]\s*", " ", visible(text))
    return line if len(line) <= MAX_SENTENCE else f"{line[: MAX_SENTENCE // 2]}…{line[-MAX_SENTENCE // 2 :]}"


class CollectError(Exception):
    """A submission, or one file of it, that cannot be used: one sentence saying what, where, and what to do."""

    texts: Texts

    def __init__(self, en: str, ja: str) -> None:
        super().__init__(one_sentence(en))
        self.texts = {"ja": one_sentence(ja), "en": one_sentence(en)}


@dataclass(frozen=True)
class Note:
    """One sentence for the learner: a choice that was made, or a file that could not be read."""

    texts: Texts = field(hash=False)
    file: str = ""
    lost: frozenset[str] = frozenset()
    """Names that what was left out seems to define."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", {lang: one_sentence(text) for lang, text in self.texts.items()})


@dataclass(frozen=True)
class Cell:
    """A code cell of a notebook: its number among the code cells, from 1, and the joined line before its first."""

    number: int
    offset: int


@dataclass(frozen=True)
class SourceFile:
    """A source file that could be read and parsed; `text` has one cell after the other for a notebook."""

    path: str
    text: str = field(repr=False)
    kind: FileKind
    tree: ast.Module = field(repr=False, compare=False)
    cells: tuple[Cell, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Definition:
    """A top level definition: `value` is an assignment of something callable, such as a lambda or an alias."""

    symbol: str
    file: str
    line: int
    kind: DefinitionKind


@dataclass(frozen=True)
class Declared:
    """What `dlgrade.toml` says of the form of one symbol; empty where it says nothing.

    Attributes:
        arguments: names of arguments in the learner's order, by method; of the function or constructor itself under "".
        gates: a letter for each gate, in the order of the columns of Wx, Wh and b.
        channels: "first" or "last".
        params: what an optimizer is handed: "dict", "list" or "array".
    """

    arguments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gates: str = ""
    channels: str = ""
    params: str = ""


@dataclass(frozen=True)
class Settings:
    """What `dlgrade.toml` says: `symbols` maps a symbol to `file.py` or `file.py:Name`, `forms` to its form."""

    symbols: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, Declared] = field(default_factory=dict)


@dataclass(frozen=True)
class Submission:
    """Everything that was read of one submission; nothing of it has been executed."""

    name: str
    kind: Kind
    digest: str
    files: tuple[SourceFile, ...]
    notes: tuple[Note, ...] = ()
    settings: Settings = field(default_factory=Settings)
    answers: Mapping[str, object] = field(default_factory=dict)
    known: dict[str, object] = field(default_factory=dict, compare=False, repr=False)
    """What was found out, of each file by its path, kept for the next exercise that asks."""

    def file(self, path: str) -> SourceFile | None:
        """The file at this relative path, or None where there is none that could be read."""
        return next((file for file in self.files if file.path == path), None)

    def once(self, make: Callable[[Submission], T]) -> T:
        """What a function makes of the submission, made when it is first asked for."""
        key = f"\0{make.__module__}.{make.__qualname__}"  # no file has this path
        if key not in self.known:
            self.known[key] = make(self)
        return cast("T", self.known[key])


@dataclass(frozen=True)
class Choice:
    """The definition that counts, and what there is to say about the choice.

    Attributes:
        definition: the one that counts.
        notes: what to say.
        others: the definitions of other files that may count in its place, the likeliest first.
    """

    definition: Definition
    notes: tuple[Note, ...] = ()
    others: tuple[Definition, ...] = ()


@dataclass(frozen=True)
class LoadModule:
    """A module to create: only the statements of `ast.parse(source).body` listed in `keep` run (None: all of them).

    `path` is the file's relative path, or the folder's where a package has no `__init__.py` (its source is empty).
    """

    name: str
    path: str
    source: str = field(repr=False)
    package: bool
    keep: tuple[int, ...] | None


class Alias(NamedTuple):
    """Where module `importer` asks for the dotted, absolute name `asked`, it gets the load module `module`."""

    importer: str
    asked: str
    module: str


class Place(NamedTuple):
    """Where a loaded symbol is: an attribute of a load module."""

    module: str
    attribute: str


@dataclass(frozen=True)
class LoadPlan:
    """What a worker loads. `modules` has each package before what is in it; `target` holds the first symbol.

    All modules are under one made-up root package, so that no learner's file ever takes the name of a library's
    module. Relative imports therefore resolve by themselves; `aliases` translates the absolute ones.
    """

    modules: tuple[LoadModule, ...]
    aliases: tuple[Alias, ...]
    target: str
    symbols: Mapping[str, Place]

    def resolve(self, importer: str, asked: str) -> str | None:
        """The load module that an absolute import of `asked` in `importer` means; None: leave it to Python."""
        return next((a.module for a in self.aliases if a.importer == importer and a.asked == asked), None)
