"""Puts our layer in the place of a learner's that is refused, so that what is built on it can be judged by itself.

At the end of every module of the learner that binds the refused name, a statement binds it to ours. The worker gets
those parts of the reference that the layer needs, and nothing else of ours.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from .. import reference
from ..exercises.checking.exercise import Exercise
from .collect import Alias, Definition, LoadModule, LoadPlan, Place, SourceFile, Submission, plan
from .collect.facts import facts_of
from .collect.places import ROOT
from .forms import Parameter, bind, synonyms

GIVEN = "_given"


@dataclass(frozen=True)
class Refused:
    """A symbol of an exercise that was refused, and where the learner defines it."""

    exercise: Exercise
    symbol: str
    definition: Definition


@dataclass(frozen=True)
class Exchange:
    """A load plan with ours in the place of some of the learner's definitions.

    Attributes:
        load: the plan.
        names: the learner's names for what was exchanged.
        needs: ids of the exercises that refuse them.
    """

    load: LoadPlan
    names: tuple[str, ...]
    needs: tuple[str, ...]


def used(load: LoadPlan, refused: Iterable[Refused]) -> list[Refused]:
    """Those of the refused definitions whose name some statement of the plan binds."""
    bound = {name for module in load.modules for name in _bound(module)}
    return [one for one in refused if one.definition.symbol in bound]


def exchange(submission: Submission, load: LoadPlan, refused: Iterable[Refused]) -> Exchange | None:
    """The plan with ours in place of each refused definition; None where one takes its arguments in another order."""
    refused = list(refused)
    if not all(_in_order(submission, one) for one in refused):
        return None
    places = {one.definition.symbol: one.exercise.symbols[one.symbol].reference for one in refused}
    given = _given(tuple(sorted(set(places.values()))))
    aliases = set(load.aliases)
    modules = [*given]
    for module in load.modules:
        names = sorted(_bound(module) & set(places))
        modules.append(_rebound(module, {name: places[name] for name in names}) if names else module)
        aliases |= {Alias(module.name, target, target) for target in (_module(places[name]) for name in names)}
    needs = tuple(dict.fromkeys(one.exercise.id for one in refused))
    return Exchange(replace(load, modules=tuple(modules), aliases=tuple(sorted(aliases))), tuple(places), needs)


def with_given(exercise: Exercise, load: LoadPlan) -> LoadPlan:
    """The plan with the classes that the exercise hands to the learner's code."""
    if not exercise.given:
        return load
    name = f"{GIVEN}.{exercise.folder.name}"
    source = exercise.given_file.read_text(encoding="utf-8")
    modules = [
        LoadModule(GIVEN, f"<dlgrade>/{GIVEN}", "", True, ()),
        LoadModule(name, f"<dlgrade>/{exercise.folder.name}.py", source, False, None),
    ]
    symbols = {**load.symbols, **{symbol: Place(name, symbol) for symbol in exercise.given}}
    return replace(load, modules=(*modules, *load.modules), symbols=symbols)


def _module(place: str) -> str:
    return f"{GIVEN}.{place.partition(':')[0]}"


@lru_cache(maxsize=1024)
def _bound(module: LoadModule) -> frozenset[str]:
    """The names that the statements to be run bind."""
    body = ast.parse(module.source).body
    kept = body if module.keep is None else [body[index] for index in module.keep]
    return frozenset(name for node in kept for name in facts_of(node).binds)


def _rebound(module: LoadModule, places: Mapping[str, str]) -> LoadModule:
    """The module with an import of ours as its last statements."""
    body = ast.parse(module.source).body
    imports = [f"from {_module(place)} import {place.partition(':')[2]} as {name}" for name, place in places.items()]
    keep = None if module.keep is None else (*module.keep, *range(len(body), len(body) + len(imports)))
    return replace(module, source="\n".join([module.source, *imports, ""]), keep=keep)


@lru_cache(maxsize=64)
def _given(places: tuple[str, ...]) -> tuple[LoadModule, ...]:
    """Modules with what these symbols of the reference (`module:name`) need, under a name no learner's module has."""
    definitions = {
        place: Definition(name, f"{file}.py", 1, "class")
        for place in places
        for file, _, name in [place.partition(":")]
    }
    load = plan(Submission("reference", "folder", "", _files()), definitions)
    return tuple(_renamed(module) for module in load.modules)


@lru_cache(maxsize=1)
def _files() -> tuple[SourceFile, ...]:
    found = []
    for path in sorted(Path(next(iter(reference.__path__))).glob("*.py")):
        text = path.read_text(encoding="utf-8")
        found.append(SourceFile(path.name, text, "python", ast.parse(text)))
    return tuple(found)


def _renamed(module: LoadModule) -> LoadModule:
    """The same with only the statements that are to be run, and without their comments."""
    body = ast.parse(module.source).body
    kept = body if module.keep is None else [body[index] for index in module.keep]
    source = "\n\n".join(map(ast.unparse, kept))
    name = GIVEN + module.name.removeprefix(ROOT)
    return LoadModule(name, f"<dlgrade>/{module.path}", source, module.package, None)


def _in_order(submission: Submission, one: Refused) -> bool:
    """Whether ours can be called as the learner's is: the names of its parameters tell no other order."""
    names = _parameters(submission, one.definition)
    book = _parameters_of_ours(one.exercise.symbols[one.symbol].reference)
    also = {**synonyms()["parameters"], **one.exercise.symbols[one.symbol].parameters}
    order = list(
        bind(book[: len(names)], [Parameter(n, True, "POSITIONAL_OR_KEYWORD") for n in names], also, False).order
    )
    return order == sorted(order)


def _parameters(submission: Submission, definition: Definition) -> list[str]:
    """Names of the parameters of the learner's function or constructor; none where the source does not tell."""
    file = submission.file(definition.file)
    found = [
        node
        for node in ast.walk(file.tree if file else ast.Module([], []))
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == definition.symbol
    ]
    return _of_node(found[-1]) if found else []


def _parameters_of_ours(place: str) -> list[str]:
    module, _, name = place.partition(":")
    tree = next(file.tree for file in _files() if file.path == f"{module}.py")
    nodes = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef) and n.name == name]
    return _of_node(nodes[-1]) if nodes else []


def _of_node(node: ast.FunctionDef | ast.ClassDef) -> list[str]:
    if isinstance(node, ast.FunctionDef):
        return [arg.arg for arg in node.args.args]
    made = [part for part in node.body if isinstance(part, ast.FunctionDef) and part.name == "__init__"]
    return [arg.arg for arg in made[-1].args.args[1:]] if made else []
