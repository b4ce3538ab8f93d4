"""The import statements of a piece of code, resolved against the submission."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .places import Key, Places


@dataclass(frozen=True)
class Import:
    """One import that leads to a place in the submission; `names` are None for a star, empty for a plain import."""

    place: Key
    asked: str
    names: tuple[str, ...] | None = ()


def import_nodes(nodes: Iterable[ast.stmt]) -> Iterator[ast.Import | ast.ImportFrom]:
    """Every import in the statements, also inside functions."""
    for node in nodes:
        for part in ast.walk(node):
            if isinstance(part, ast.Import | ast.ImportFrom):
                yield part


def resolve(node: ast.Import | ast.ImportFrom, importer: Key, places: Places) -> Iterator[Import]:
    """Where the statement leads; what leads out of the submission is left to Python."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            if (place := places.absolute(importer, alias.name)) is not None:
                yield Import(place, alias.name)
        return
    place = base(node, importer, places)
    if place is not None:
        yield from _from(node, place, places)


def base(node: ast.ImportFrom, importer: Key, places: Places) -> Key | None:
    """Where the module that `from … import` names is."""
    if node.level:
        return places.relative(importer, node.level, node.module or "")
    return places.absolute(importer, node.module or "")


def _from(node: ast.ImportFrom, place: Key, places: Places) -> Iterator[Import]:
    asked = places.module(place) if node.level else node.module or ""
    names = tuple(alias.name for alias in node.names)
    yield Import(place, asked, None if names == ("*",) else names)
    for name in names:
        if (*place, name) in places:
            yield Import((*place, name), f"{asked}.{name}")
