"""How a learner's code is called: whose parameter is whose, what the methods and attributes are named.

A check calls by the book's names and order. Where the learner's parameters have other names or another order, the
names decide; where the names do not tell, the forms that are left are tried in turn.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from ..exercises import checking
from .collect import Declared

Container = Literal["dict", "list", "array"]
CONTAINERS: Mapping[str, Container] = {"dict": "dict", "list": "list", "array": "array"}
VARIADIC = ("VAR_POSITIONAL", "VAR_KEYWORD")
MAX_PARAMETERS = 50
MAX_METHODS = 200
MAX_NAME = 200

# What a layer calls the sizes it is made with, without underscores and in small letters.
# fmt: off
SIZES_IN = frozenset(
    {
        "insize", "inputsize", "nin", "ninput", "ninputs", "inputs", "numin", "numinput", "numinputs", "infeatures",
        "inputfeatures", "nfeatures", "indim", "inputdim", "din", "d", "inunits", "inputunits", "inchannels", "fanin",
    }
)
SIZES_OUT = frozenset(
    {
        "outsize", "outputsize", "nout", "noutput", "noutputs", "outputs", "numout", "numoutput", "numoutputs",
        "outfeatures", "outputfeatures", "outdim", "outputdim", "dout", "m", "units", "outunits", "outputunits",
        "hiddensize", "outchannels", "fanout",
    }
)
# fmt: on
# Where such a layer keeps its arrays: an attribute, then keys of what it holds.
KEPT: Mapping[str, list[list[Any]]] = {
    "W": [["W"], ["w"], ["weight"], ["weights"], ["params", "W"], ["params", "w"], ["params", 0]],
    "b": [["b"], ["bias"], ["biases"], ["B"], ["params", "b"], ["params", "bias"], ["params", 1]],
}


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
        container: parameters and gradients are handed over as dictionaries, as lists, or array by array to an object
            for each key.
        sized: layers are made with their sizes and get their arrays afterwards.
        declared: what `dlgrade.toml` says of a symbol, which nothing tried overrules.
    """

    swapped: bool = False
    container: Container = "dict"
    sized: bool = False
    declared: Mapping[str, Declared] = field(default_factory=dict, hash=False)


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
        {name: _parameters(items) for name, items in list(methods.items())[:MAX_METHODS] if _is_name(name)},
    )


def _parameters(items: Any) -> tuple[Parameter, ...]:
    if not isinstance(items, list):
        return ()
    good = [item for item in items[:MAX_PARAMETERS] if isinstance(item, list) and len(item) == 3 and _is_name(item[0])]
    return tuple(Parameter(item[0], item[1] is True, str(item[2])[:MAX_NAME]) for item in good)


def _is_name(name: Any) -> bool:
    return isinstance(name, str) and len(name) <= MAX_NAME and name.isidentifier()


def gathered(kwargs: Mapping[str, Any], learner: Sequence[Parameter]) -> dict[str, Any]:
    """The arguments by name, those that the learner takes in one tuple put together."""
    names, given = {p.name for p in learner}, dict(kwargs)
    for whole, parts in synonyms()["tuples"].items():
        if whole in names and not names & set(parts) and given.keys() >= set(parts):
            given[whole] = tuple(given.pop(part) for part in parts)
    return given


def renamed(
    kwargs: Mapping[str, Any], learner: Sequence[Parameter], names: Mapping[str, str], also: Mapping[str, Iterable[str]]
) -> dict[str, Any]:
    """The arguments by the learner's names for them.

    Args:
        kwargs: the arguments by the book's names.
        learner: the learner's parameters.
        names: the learner's name for each of the book's that is already matched.
        also: other names in use for each of the book's.
    """
    free = [p.name for p in learner if p.kind not in VARIADIC and p.name not in names.values()]
    found = {**_matched([name for name in kwargs if name not in names], free, also), **names}
    return {found.get(name, name): value for name, value in kwargs.items()}


def bind(book: Sequence[str], learner: Sequence[Parameter], also: Mapping[str, Iterable[str]], swap: bool) -> Binding:
    """Matches the book's parameters with the learner's, by name and then by place."""
    positional = [p.name for p in learner if p.kind not in (*VARIADIC, "KEYWORD_ONLY")]
    named = [p.name for p in learner if p.kind not in VARIADIC]
    names = _matched(book, named, also)
    free_names = [name for name in positional if name not in names.values()]
    free_book = [name for name in book if name not in names]
    told = len(free_book) == 0 or len(book) < 2
    names |= dict(zip(free_book, free_names, strict=False))
    if swap and not told and len(names) == len(book) == 2:
        # one name alone may mislead: in f(x, y) of a loss, y is the prediction or the target
        names = dict(zip(names, reversed(names.values()), strict=True))
    order = tuple(book.index(mine) for name in positional for mine, theirs in names.items() if theirs == name)
    return Binding(order, names, told)


def bind_declared(book: Sequence[str], learner: Sequence[Parameter], declared: Sequence[str], given: int) -> Binding:
    """Matches the book's parameters with the learner's by the order that `dlgrade.toml` says.

    Args:
        book: the book's parameters.
        learner: the learner's.
        declared: names of the book's in the learner's order; those left out follow in the book's order.
        given: how many arguments are handed over by place, the book's first ones.
    """
    order = [*declared, *(name for name in book if name not in declared)]
    positional = [p.name for p in learner if p.kind not in (*VARIADIC, "KEYWORD_ONLY")]
    names = dict(zip(order, positional, strict=False))
    return Binding(tuple(book.index(name) for name in order if book.index(name) < given), names, True)


def first(declared: Mapping[str, Declared]) -> Form:
    """The form to try first: the book's, and what is declared."""
    containers = [CONTAINERS[form.params] for form in declared.values() if form.params]
    return Form(container=containers[0] if containers else "dict", declared=declared)


def further(form: Form, tried: Iterable[Form]) -> list[Form]:
    """Forms to try after the first, each with what is declared; a container that is declared stays."""
    settled = any(said.params for said in form.declared.values())
    kept = (other for other in tried if other.container == "dict" or not settled)
    container = form.container if settled else None
    return [replace(one, container=container or one.container, declared=form.declared) for one in kept]


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


def others(told: bool, raised: bool, updates: bool, sized: bool) -> list[Form]:
    """Forms to try where the first one did not pass, the most plausible first.

    Args:
        told: names decided the order of every argument.
        raised: the first form ended in an exception.
        updates: the exercise is one of optimizers.
        sized: the names of a constructor's parameters are those of sizes.
    """
    found = [] if told else [Form(swapped=True)]
    if sized and raised:
        found.append(Form(sized=True))
    if updates and raised:
        found += [Form(container="list"), Form(container="array")]
    return found


def sizes(parameters: Sequence[Parameter]) -> tuple[int, ...]:
    """For each required parameter the axis of the weights (rows in, columns out) it is the length of; empty if none."""
    names = [_plain(p.name).lower() for p in parameters if p.required and p.kind not in VARIADIC]
    axes = tuple(0 if name in SIZES_IN else 1 for name in names if name in SIZES_IN | SIZES_OUT)
    return axes if sorted(axes) == [0, 1] and len(names) == 2 else ()
