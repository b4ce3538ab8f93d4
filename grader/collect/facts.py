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

    `sets` are globals that functions defined in it assign when called, `fills` those that they change in place, and
    `hands` the names that a definition is handed to as it is made: its decorators and its base classes.
    """

    binds: Names = frozenset()
    needs: Names = frozenset()
    changes: Names = frozenset()
    sets: Names = frozenset()
    calls: Names = frozenset()
    fills: Names = frozenset()
    hands: Names = frozenset()
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
        fills=_filled(node, parts, tables),
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


def _filled(node: ast.stmt, parts: Iterable[ast.AST], tables: Sequence[symtable.SymbolTable]) -> Names:
    """Globals whose object the functions of a definition change in place; a class's own name is `cls` there too."""
    if not isinstance(node, ast.FunctionDef | ast.ClassDef):
        return frozenset()
    names = frozenset(_changed(parts))
    filled = names & {each.get_name() for table in tables[1:] for each in table.get_symbols() if each.is_global()}
    return filled | {node.name} if isinstance(node, ast.ClassDef) and "cls" in names else filled


def _handed(node: ast.stmt) -> Iterator[str]:
    """`register` and `registry` of `@register`, `@register("sgd")`, `@registry.add`, and a class's bases."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        for part in node.decorator_list:
            yield from _root(part.func if isinstance(part, ast.Call) else part)
    if isinstance(node, ast.ClassDef):
        for base in node.bases:
            yield from _root(base)


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
