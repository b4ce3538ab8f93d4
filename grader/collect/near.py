"""What stands nearest to a definition that was not found: one of another kind, or inside something else."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .model import Submission
from .nodes import nodes
from .spelling import LONGEST, plain

_DEFINES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)

Kind = Literal["function", "class", "async"]


@dataclass(frozen=True)
class Near:
    """A function or class that does not count for a symbol, though nearly of its name.

    Attributes:
        name: its name.
        file: where it stands.
        line: the line of its definition.
        kind: what it is.
        inside: it is not at the top level of the file.
    """

    name: str
    file: str
    line: int
    kind: Kind
    inside: bool


def near(submission: Submission, names: Sequence[str]) -> Near | None:
    """The first definition whose name is one of these but for its case and its underscores."""
    index = submission.once(_indexed)
    return next((index[plain(name)] for name in names if plain(name) in index), None)


def _indexed(submission: Submission) -> dict[str, Near]:
    """By plain name the first definition, one at the top level before one inside."""
    found: dict[str, Near] = {}
    for file in submission.files:
        top = {id(node) for node in file.tree.body}
        for statement in file.tree.body:
            for node in nodes(statement):
                if isinstance(node, _DEFINES) and len(node.name) <= LONGEST:
                    one = Near(node.name, file.path, node.lineno, _kind(node), id(node) not in top)
                    known = found.get(plain(node.name))
                    if known is None or (known.inside and not one.inside):
                        found[plain(node.name)] = one
    return found


def _kind(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> Kind:
    if isinstance(node, ast.ClassDef):
        return "class"
    return "async" if isinstance(node, ast.AsyncFunctionDef) else "function"
