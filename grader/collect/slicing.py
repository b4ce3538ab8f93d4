"""The statements of a module that its wanted names need, and none of the others."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from .definitions import Found, definitions
from .facts import CALLED, PLAIN, Entry, Facts, Names, facts_of, running
from .model import SourceFile, Submission
from .nodes import nodes

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
        self._cuts: dict[Names, Slice] = {}

    @cached_property
    def facts(self) -> list[Facts]:
        """The facts of each top level statement."""
        return [facts_of(*each) for each in zip(self.body, self._texts, self._parts, strict=True)]

    @cached_property
    def _parts(self) -> list[list[ast.AST]]:
        """All nodes of each top level statement; to go through them is most of the work of reading a file."""
        return [nodes(node) for node in self.body]

    @cached_property
    def imports(self) -> list[tuple[ast.Import | ast.ImportFrom, ...]]:
        """The imports in each top level statement, also inside functions."""
        return [tuple(part for part in parts if isinstance(part, ast.Import | ast.ImportFrom)) for parts in self._parts]

    @cached_property
    def attributes(self) -> list[Names]:
        """The attributes that each top level statement names."""
        return [frozenset(part.attr for part in parts if isinstance(part, ast.Attribute)) for parts in self._parts]

    def without(self, source: str, keep: Collection[int]) -> tuple[str, tuple[int, ...]]:
        """The source with the lines of other statements left empty, and where the kept ones stand among the rest.

        What a worker need not run it need not parse either; no line moves. `source` has the lines of this file.
        """
        gone = {n for n, text in enumerate(self._texts) if text is not None and n not in keep}
        lines = source.split("\n")
        for n in gone:
            first, last = _span(self.body[n])
            lines[first - 1 : last] = [""] * (last - first + 1)
        rest = [n for n in range(len(self.body)) if n not in gone]
        return "\n".join(lines), tuple(place for place, n in enumerate(rest) if n in keep)

    @cached_property
    def defined(self) -> dict[str, set[int]]:
        """Where each function and class that the module defines has its definitions."""
        return self._places("function", "class")

    @cached_property
    def bound(self) -> Names:
        """Every name that some statement of the module binds."""
        return frozenset(name for facts in self.facts for name in facts.binds | facts.sets)

    def cut(self, wanted: Collection[str]) -> Slice:
        """The slice for these names; EVERYTHING among them asks for all that is defined or simply assigned."""
        names = frozenset(wanted)
        if names not in self._cuts:
            self._cuts[names] = self._cut(names)
        return self._cuts[names]

    def _cut(self, wanted: Names) -> Slice:
        needed: set[str] = set()
        kept = self._future
        # `net.eval` in an importing file asks for an attribute; only this file's own `eval(…)` reaches every name.
        pending = sorted(wanted - _DYNAMIC | (self._public() if EVERYTHING in wanted else set()))
        while pending:
            name = pending.pop()
            if name not in needed:
                needed.add(name)
                more = self._serving(name) - kept
                kept |= more
                pending += [inner for index in more for inner in self.facts[index].needs]
        needs = frozenset(name for index in kept for name in self.facts[index].needs)
        loose = frozenset(needed) - self.bound - _BUILTIN - {EVERYTHING}
        return Slice(tuple(sorted(kept)), needs, loose)

    def _serving(self, name: str) -> frozenset[int]:
        """The statements that a name needs run."""
        serving = self._served.get(name, frozenset())
        if name in _DYNAMIC:
            serving |= self._binding
        return serving if name in self.bound or name in _BUILTIN else serving | self._stars

    @cached_property
    def _served(self) -> dict[str, frozenset[int]]:
        """For each name the statements that bind it, or change what it stands for."""
        served: dict[str, set[int]] = {}
        for index, facts in enumerate(self.facts):
            names = {name for name in facts.binds if not self._overwrites(index, name)} | self._changes(index)
            for name in names:
                served.setdefault(name, set()).add(index)
        return {name: frozenset(indexes) for name, indexes in served.items()}

    def _overwrites(self, index: int, name: str) -> bool:
        """Whether the statement puts a value in a definition's place: `sigmoid = sigmoid(x)`, or a later import."""
        if name in self.defined:
            return index not in self.defined[name]
        # An alias may be a plain value too (`eps = np.pi`): then only what is computed from itself is told apart.
        return name in self._aliases and index not in self._aliases[name] and name in self.facts[index].needs

    @cached_property
    def _aliases(self) -> dict[str, set[int]]:
        return self._places("either")

    def _places(self, *uses: str) -> dict[str, set[int]]:
        places: dict[str, set[int]] = {}
        for found in self.definitions:
            if found.usable_as in uses:
                places.setdefault(found.definition.symbol, set()).add(found.index)
        return places

    @cached_property
    def definitions(self) -> tuple[Found, ...]:
        """Every definition of the file in order."""
        return definitions(self.file)

    @cached_property
    def _setters(self) -> dict[str, Names]:
        """The globals that each function assigns when it is called."""
        return {name: facts.sets for facts in self.facts for name in facts.binds if facts.sets}

    @cached_property
    def _fillers(self) -> dict[str, frozenset[Entry]]:
        """The globals that each definition changes in place when another is handed to it; a class as its bases do."""
        found: dict[str, frozenset[Entry]] = {}
        for facts in self.facts:
            above = [found.get(name, frozenset()) for name, way in facts.hands if way == PLAIN]
            if fills := facts.fills.union(*above):
                found |= dict.fromkeys(facts.binds, fills)
        return found

    def _entered(self, facts: Facts) -> Iterator[str]:
        """The registers in which a definition enters itself: a decorator's, a base class's, or an object's own."""
        for name, way in facts.hands:
            if name in self._assigned:
                yield name
            ways = (PLAIN, CALLED) if way == CALLED else (way,)
            yield from (filled for filled, by in self._fillers.get(name, ()) if by in ways)

    @cached_property
    def _assigned(self) -> Names:
        """Names of objects: neither definitions nor imports."""
        each = zip(self.body, self.facts, strict=True)
        return frozenset(n for node, facts in each if isinstance(node, ast.Assign | ast.AnnAssign) for n in facts.binds)

    def _changes(self, index: int) -> Names:
        """What the statement changes without binding it, by itself or through a function that it calls.

        A definition enters itself where a decorator or a base class keeps a register.
        """
        facts = self.facts[index]
        entered = frozenset(self._entered(facts))
        if isinstance(self.body[index], ast.FunctionDef | ast.AsyncFunctionDef):
            return entered | facts.changes
        return facts.changes.union(entered, *(self._setters.get(name, frozenset()) for name in facts.calls))

    @cached_property
    def _stars(self) -> frozenset[int]:
        return frozenset(n for n, node in enumerate(self.body) if any(map(is_star, running(node))))

    @cached_property
    def _binding(self) -> frozenset[int]:
        """All that binds a name, but for loops and for what would overwrite a definition."""
        return frozenset(
            index
            for index, facts in enumerate(self.facts)
            if facts.binds
            and not isinstance(self.body[index], _LOOPS)
            and not any(self._overwrites(index, name) for name in facts.binds)
        )

    @cached_property
    def _future(self) -> frozenset[int]:
        return frozenset(
            n for n, node in enumerate(self.body) if isinstance(node, ast.ImportFrom) and node.module == "__future__"
        )

    def _public(self) -> set[str]:
        simple = {name for n, facts in enumerate(self.facts) if _is_simple(self.body[n]) for name in facts.binds}
        return set(self.defined) | set(self._aliases) | simple

    @cached_property
    def _texts(self) -> list[str | None]:
        """The source of each statement; None where others share its lines."""
        lines = self.file.text.split("\n")
        spans = [_span(node) for node in self.body]
        after = [*[first for first, _ in spans[1:]], len(lines) + 1]
        before = [0, *[last for _, last in spans]]
        return [
            "\n".join(lines[first - 1 : last]) if end < first and last < start else None
            for (first, last), end, start in zip(spans, before, after, strict=False)
        ]


def module_of(submission: Submission, file: SourceFile) -> Module:
    """The file taken apart; once for all exercises of a submission."""
    module = submission.known.setdefault(file.path, Module(file))
    assert isinstance(module, Module)
    return module


def _span(node: ast.stmt) -> tuple[int, int]:
    """First and last line, decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *[part.lineno for part in decorators]]), node.end_lineno or node.lineno


def is_star(node: ast.AST) -> bool:
    """Whether this is `from … import *`."""
    return isinstance(node, ast.ImportFrom) and node.names[0].name == "*"


def _is_simple(node: ast.stmt) -> bool:
    """An assignment that calls nothing."""
    assigned = isinstance(node, ast.Assign | ast.AnnAssign)
    return assigned and not any(isinstance(part, ast.Call) for part in ast.walk(node))
