"""What a top level statement binds, needs and changes, by Python's own scoping rules."""

from __future__ import annotations

import ast
import symtable
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .definitions import is_main_guard
from .nodes import children, nodes

Names = frozenset[str]
Entry = tuple[str, int]
"""A name, and a way in which a definition is handed to another."""
PLAIN, CALLED, METHOD = range(3)
"""`@register` or a base class, `@register("sgd")`, and `@registry.add` with or without a call."""

# Methods that change the object they are called on.
_MUTATORS = frozenset(
    (
        *("append", "appendleft", "extend", "insert", "add", "update", "setdefault", "register"),
        *("pop", "popleft", "popitem", "remove", "discard", "clear", "sort", "reverse", "move_to_end"),
        *("fill", "put", "itemset", "setfield", "setflags", "resize", "partition"),
    )
)
_ANNOTATED = (ast.arg, ast.AnnAssign, ast.FunctionDef, ast.AsyncFunctionDef)
_CHANGERS = frozenset({"setattr", "delattr", "shuffle", "copyto", "put", "place", "putmask", "fill_diagonal"})


@dataclass(frozen=True)
class Facts:
    """The names a statement deals with.

    `sets` are globals that functions defined in it assign when called. `hands` are what a definition is handed to as it
    is made, and `fills` the globals that it changes in place when another is handed to it, each with the way.
    """

    binds: Names = frozenset()
    needs: Names = frozenset()
    changes: Names = frozenset()
    sets: Names = frozenset()
    calls: Names = frozenset()
    fills: frozenset[Entry] = frozenset()
    hands: frozenset[Entry] = frozenset()
    runs: bool = True
    """False for what must never run: the main guard, a loop without end."""


def facts_of(node: ast.stmt, text: str | None = None, parts: Sequence[ast.AST] | None = None) -> Facts:
    """The facts of one statement of a module's body.

    Args:
        node: the statement.
        text: its source where that stands alone on its lines.
        parts: all nodes in it, where they are known.
    """
    parts = nodes(node) if parts is None else parts
    if is_main_guard(node) or _endless(node):
        return Facts(runs=False)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            table = symtable.symtable(text or ast.unparse(node), "learner", "exec")
    except (SyntaxError, RecursionError, MemoryError, ValueError):
        return Facts(runs=False)  # what cannot be taken apart cannot be compiled by the worker either
    tables, active = list(_tables(table)), list(running(node))
    return Facts(
        binds=_bound(table) | _bound_inside_loops(node, parts),
        needs=frozenset(name for each in tables for name in _globals_read(each)) | _annotations(parts),
        changes=frozenset(_changed(active)) | frozenset(_registered(node)),
        sets=frozenset(name for each in tables[1:] for name in _globals_set(each)),
        calls=frozenset(_called(active)),
        fills=_filled(node, tables),
        hands=frozenset(_handed(node)),
    )


def _endless(node: ast.stmt) -> bool:
    """A `while True:` that nothing leaves."""
    if not isinstance(node, ast.While) or not isinstance(node.test, ast.Constant) or not node.test.value:
        return False
    return not any(isinstance(part, ast.Break | ast.Raise) for part in ast.walk(node))


def _tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    pending = [table]
    while pending:
        each = pending.pop()
        yield each
        pending += each.get_children()


def _bound(table: symtable.SymbolTable) -> Names:
    return frozenset(
        each.get_name()
        for each in table.get_symbols()
        if each.is_assigned() or each.is_imported() or each.is_namespace()
    )


def _bound_inside_loops(node: ast.stmt, parts: Iterable[ast.AST]) -> Names:
    """Names that a walrus in a comprehension binds: the module's, though they stand in a scope of their own."""
    return frozenset(
        part.target.id
        for part in parts
        if isinstance(part, ast.NamedExpr) and not isinstance(node, ast.FunctionDef | ast.ClassDef)
    )


def _globals_read(table: symtable.SymbolTable) -> Iterator[str]:
    module, body = table.get_type() == "module", table.get_type() == "class"
    for each in table.get_symbols():
        # In a class body `x = x` reads the module's name and binds the class's.
        if each.is_referenced() and (module or body or each.is_global()):
            yield each.get_name()


def _globals_set(table: symtable.SymbolTable) -> Iterator[str]:
    for each in table.get_symbols():
        if each.is_declared_global() and each.is_assigned():
            yield each.get_name()


def _annotations(parts: Iterable[ast.AST]) -> Names:
    """Names in annotations that are written as text."""
    names: set[str] = set()
    for part in parts:
        if isinstance(part, _ANNOTATED):
            for value in (getattr(part, "annotation", None), getattr(part, "returns", None)):
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    names |= _names_in(value.value)
    return frozenset(names)


def _names_in(text: str) -> set[str]:
    try:
        return {part.id for part in ast.walk(ast.parse(text[:500], mode="eval")) if isinstance(part, ast.Name)}
    except (SyntaxError, RecursionError, MemoryError, ValueError):
        return set()


def _changed(active: Iterable[ast.AST]) -> Iterator[str]:
    """Names whose object the statement changes in place, looking only at what runs when it runs."""
    for part in active:
        if isinstance(part, ast.Attribute | ast.Subscript) and isinstance(part.ctx, ast.Store | ast.Del):
            yield from _root(part)
        elif isinstance(part, ast.Call):
            yield from _changed_by_call(part)


def _changed_by_call(call: ast.Call) -> Iterator[str]:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if isinstance(call.func, ast.Attribute) and name in _MUTATORS:
        yield from _root(call.func.value)
    if name in _CHANGERS and call.args:
        yield from _root(call.args[0])


def _called(active: Iterable[ast.AST]) -> Iterator[str]:
    for part in active:
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name):
            yield part.func.id


def _filled(node: ast.stmt, tables: Sequence[symtable.SymbolTable]) -> frozenset[Entry]:
    """Globals whose object a definition changes in place when another definition is handed to it, and in which way.

    What a function within does when it is called is left out, but for the one that `@register("sgd")` hands it to. A
    class's own name is `cls` in its methods.
    """
    if isinstance(node, ast.FunctionDef):
        inner = [part for part in node.body if isinstance(part, ast.FunctionDef)]
        found = {(name, PLAIN) for name in _changed_by(node)}
        found |= {(name, CALLED) for each in inner for name in _changed_by(each)}
    elif isinstance(node, ast.ClassDef):
        methods = [part for part in node.body if isinstance(part, ast.FunctionDef)]
        ways = {part: PLAIN if part.name == "__init_subclass__" else METHOD for part in methods}
        found = {
            (node.name if name == "cls" else name, way) for part, way in ways.items() for name in _changed(nodes(part))
        }
    else:
        return frozenset()
    known = {each.get_name() for table in tables[1:] for each in table.get_symbols() if each.is_global()}
    return frozenset(entry for entry in found if entry[0] in known or entry[0] == node.name)


def _changed_by(function: ast.FunctionDef) -> Iterator[str]:
    """What the body of a function changes in place by itself."""
    for part in function.body:
        yield from _changed(running(part))


def _handed(node: ast.stmt) -> Iterator[Entry]:
    """What a definition is handed to as it is made: its decorators, and its bases."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        for part in node.decorator_list:
            maker = part.func if isinstance(part, ast.Call) else part
            way = METHOD if isinstance(maker, ast.Attribute) else PLAIN if maker is part else CALLED
            yield from ((name, way) for name in _root(maker))
    if isinstance(node, ast.ClassDef):
        for base in node.bases:
            yield from ((name, PLAIN) for name in _root(base))


def _registered(node: ast.stmt) -> Iterator[str]:
    """`sigmoid` of `@sigmoid.register(float)`, as of a `functools.singledispatch`."""
    for part in node.decorator_list if isinstance(node, ast.FunctionDef) else ():
        maker = part.func if isinstance(part, ast.Call) else part
        if isinstance(maker, ast.Attribute) and maker.attr == "register":
            yield from _root(maker.value)


def running(node: ast.AST) -> Iterator[ast.AST]:
    """The parts that run when the statement does: not the bodies of functions."""
    pending: list[ast.AST] = [node]
    while pending:
        part = pending.pop()
        yield part
        if not isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            pending += children(part)


def _root(node: ast.AST) -> Iterator[str]:
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id
