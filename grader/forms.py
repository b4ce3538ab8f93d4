"""How a learner's code is called: whose parameter is whose, what the methods and attributes are named.

A check calls by the book's names and order. Where the learner's parameters have other names or another order, the
names decide; where the names do not tell, the forms that are left are tried in turn.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from ..exercises import checking
from ..exercises.checking.text import Text

Container = Literal["dict", "list"]
VARIADIC = ("VAR_POSITIONAL", "VAR_KEYWORD")


@dataclass(frozen=True)
class Parameter:
    """One parameter of the learner's function."""

    name: str
    required: bool
    kind: str


@dataclass(frozen=True)
class Signature:
    """What a worker tells of a symbol. It is the learner's word: it chooses a form of call, never a verdict."""

    is_class: bool
    parameters: tuple[Parameter, ...]
    methods: Mapping[str, tuple[Parameter, ...]]


@dataclass(frozen=True)
class Form:
    """One way to call the learner's code.

    Attributes:
        swapped: functions of two parameters whose names do not tell are called the other way round.
        container: parameters and gradients are handed over as dictionaries or as lists.
    """

    swapped: bool = False
    container: Container = "dict"


@dataclass(frozen=True)
class Binding:
    """Which of the learner's parameters each of the book's is.

    Attributes:
        order: for each positional parameter of the learner, the index of the book's argument that goes there.
        names: the learner's name for each of the book's that it was matched with.
        told: the names alone decided the order.
    """

    order: tuple[int, ...]
    names: Mapping[str, str]
    told: bool


@cache
def synonyms() -> dict[str, dict[str, Any]]:
    """Other names in use for parameters, methods and attributes."""
    assert checking.__file__ is not None
    return tomllib.loads(Path(checking.__file__).with_name("synonyms.toml").read_text(encoding="utf-8"))


def signature(described: Any) -> Signature:
    """Reads what a worker tells of a symbol; whatever is malformed counts as unknown."""
    if not isinstance(described, dict):
        return Signature(False, (), {})
    methods = described.get("methods")
    methods = methods if isinstance(methods, dict) else {}
    return Signature(
        described.get("class") is True,
        _parameters(described.get("parameters")),
        {str(name): _parameters(items) for name, items in list(methods.items())[:200]},
    )


def _parameters(items: Any) -> tuple[Parameter, ...]:
    if not isinstance(items, list):
        return ()
    good = [item for item in items[:50] if isinstance(item, list) and len(item) == 3 and isinstance(item[0], str)]
    return tuple(Parameter(item[0], bool(item[1]), str(item[2])) for item in good)


def bind(book: Sequence[str], learner: Sequence[Parameter], also: Mapping[str, Iterable[str]], swap: bool) -> Binding:
    """Matches the book's parameters with the learner's, by name and then by place."""
    positional = [p.name for p in learner if p.kind not in (*VARIADIC, "KEYWORD_ONLY")]
    named = [p.name for p in learner if p.kind not in VARIADIC]
    names = _matched(book, named, also)
    free_names = [name for name in positional if name not in names.values()]
    free_book = [name for name in book if name not in names]
    told = len(free_book) == 0 or len(book) < 2
    if swap and len(free_book) == len(free_names) == len(book) == 2:
        free_names.reverse()
    names |= dict(zip(free_book, free_names, strict=False))
    order = tuple(book.index(mine) for name in positional for mine, theirs in names.items() if theirs == name)
    return Binding(order, names, told)


def _matched(book: Sequence[str], learner: Sequence[str], also: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """The matches that names decide, the same name first, and a name that two could have where it is needed."""
    close = {name: [n for n in learner if _plain(n) in {_plain(a) for a in also.get(name, ())}] for name in book}
    taken = {name: name for name in book if name in learner}
    for name in book:
        others = [n for n in close[name] if n not in taken.values()]
        if name not in taken and others:
            taken[name] = others[0]
    # (y, y_hat): y would be the prediction's name in the book, but here y_hat is, and y is the target
    for name in list(taken):
        rivals = [n for n in close[name] if n not in taken.values() and len(learner) >= len(book)]
        missing = [other for other in book if other not in taken]
        if taken[name] == name and rivals and missing:
            taken[missing[0]], taken[name] = name, rivals[0]
    return taken


def _plain(name: str) -> str:
    return name.replace("_", "")


def method_names(name: str, has: Mapping[str, Any]) -> str:
    """The learner's name for a method: the book's where it is there, else the first other name in use."""
    candidates = [name, *synonyms()["methods"].get(name, ())]
    return next((candidate for candidate in candidates if candidate in has), name)


def attribute_paths(name: str) -> list[list[Any]]:
    """Where an attribute may be found, the book's name first."""
    return [[name], *synonyms()["attributes"].get(name, ())]


def forms(told: bool, takes_containers: bool) -> Iterator[Form]:
    """The forms to try, the most plausible first."""
    first = Form()
    yield first
    if not told:
        yield replace(first, swapped=True)
    if takes_containers:
        yield replace(first, container="list")


def remark(symbol: str, book: Sequence[str], binding: Binding) -> Text | None:
    """Says in which order the arguments were taken, where it is not the book's."""
    ranks = list(binding.order)
    if ranks == sorted(ranks):
        return None
    taken = ", ".join(book[i] for i in ranks)
    return Text(
        ja=f"{symbol} の引数は ({taken}) の順と解釈しました。",
        en=f"The arguments of {symbol} were taken in the order ({taken}).",
    )
