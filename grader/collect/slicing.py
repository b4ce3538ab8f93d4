"""The statements of a module that its wanted names need, and none of the others."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from .definitions import definitions
from .facts import Facts, Names, facts_of
from .model import SourceFile

_BUILTIN = frozenset(dir(builtins)) | {"__file__", "__name__", "__doc__", "__package__", "__spec__"}
# A function that uses one of these may reach any name of its module.
_DYNAMIC = frozenset({"globals", "eval", "exec", "vars"})
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
EVERYTHING = "*"


@dataclass(frozen=True)
class Slice:
    """Indexes of the statements to run, the names they need, and those of them that this file does not bind."""

    keep: tuple[int, ...]
    needs: Names
    loose: Names


class Module:
    """One file, taken apart into statements."""

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self.body = file.tree.body

    @cached_property
    def facts(self) -> list[Facts]:
        """The facts of each top level statement."""
        return [facts_of(node) for node in self.body]

    @cached_property
    def defined(self) -> dict[str, set[int]]:
        """Where each name that is defined, not merely computed, has its definitions."""
        places: dict[str, set[int]] = {}
        for found in definitions(self.file):
            places.setdefault(found.definition.symbol, set()).add(found.index)
        return places

    @cached_property
    def bound(self) -> Names:
        """Every name that some statement of the module binds."""
        return frozenset(name for facts in self.facts for name in facts.binds | facts.sets)

    @cached_property
    def _setters(self) -> dict[str, Names]:
        """The globals that each function assigns when it is called."""
        return {name: facts.sets for facts in self.facts for name in facts.binds if facts.sets}

    def cut(self, wanted: Collection[str]) -> Slice:
        """The slice for these names; EVERYTHING among them asks for all that is defined or simply assigned."""
        # `net.eval` in an importing file asks for an attribute; only this file's own `eval(…)` reaches every name.
        needed = set(wanted) - _DYNAMIC | (self._public() if EVERYTHING in wanted else set())
        kept: set[int] = set()
        pending = True
        while pending:
            more = {n for n in range(len(self.body)) if n not in kept and self._serves(n, needed)}
            needed |= {name for n in more for name in self.facts[n].needs}
            kept |= more
            pending = bool(more)
        needs = frozenset(name for n in kept for name in self.facts[n].needs)
        loose = (frozenset(needed) | needs) - self.bound - _BUILTIN - {EVERYTHING}
        return Slice(tuple(sorted(kept | self._future())), needs, loose)

    def _serves(self, index: int, needed: set[str]) -> bool:
        facts, node = self.facts[index], self.body[index]
        if not facts.runs:
            return False
        if needed & _DYNAMIC and facts.binds and not isinstance(node, _LOOPS):
            return not any(self._overwrites(index, name) for name in facts.binds)
        if is_star(node):
            return bool(needed - self.bound - _BUILTIN)
        if any(name in needed and not self._overwrites(index, name) for name in facts.binds):
            return True
        return bool(needed & self._changes(index))

    def _overwrites(self, index: int, name: str) -> bool:
        """Whether the statement puts a value in a definition's place: `sigmoid = sigmoid(x)`, or a later import."""
        return name in self.defined and index not in self.defined[name]

    def _changes(self, index: int) -> Names:
        """What the statement changes without binding it, by itself or through a function that it calls."""
        facts = self.facts[index]
        if isinstance(self.body[index], ast.FunctionDef | ast.AsyncFunctionDef):
            return frozenset()
        return facts.changes.union(*(self._setters.get(name, frozenset()) for name in facts.calls))

    def _public(self) -> set[str]:
        simple = {name for n, facts in enumerate(self.facts) if _is_simple(self.body[n]) for name in facts.binds}
        return set(self.defined) | simple

    def _future(self) -> set[int]:
        return {
            n for n, node in enumerate(self.body) if isinstance(node, ast.ImportFrom) and node.module == "__future__"
        }


def is_star(node: ast.AST) -> bool:
    """Whether this is `from … import *`."""
    return isinstance(node, ast.ImportFrom) and node.names[0].name == "*"


def _is_simple(node: ast.stmt) -> bool:
    """An assignment that calls nothing."""
    assigned = isinstance(node, ast.Assign | ast.AnnAssign)
    return assigned and not any(isinstance(part, ast.Call) for part in ast.walk(node))
