"""What a file defines at its top level, told from what it only imports or computes."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Literal

from .model import Definition, DefinitionKind, SourceFile
from .nodes import children, nodes

Callable = Literal["function", "class", "either"]

# Calls that make a function of a function.
_MAKERS = frozenset({"vectorize", "frompyfunc", "partial", "lru_cache", "cache", "jit", "njit"})


@dataclass(frozen=True)
class Found:
    """A definition, what it can be used as, and the index of the top level statement it stands in."""

    definition: Definition
    usable_as: Callable
    index: int


def is_main_guard(node: ast.stmt) -> bool:
    """Whether this is `if __name__ == "__main__":` in any of its spellings."""
    if not isinstance(node, ast.If):
        return False
    compares = [part for part in ast.walk(node.test) if isinstance(part, ast.Compare)]
    return any(isinstance(c.ops[0], ast.Eq) and {"__name__", "__main__"} <= _words(c) for c in compares)


def _words(node: ast.AST) -> set[object]:
    names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    return names | {part.value for part in ast.walk(node) if isinstance(part, ast.Constant)}


def flat(body: list[ast.stmt]) -> Iterator[tuple[int, ast.stmt]]:
    """Each statement that runs at module level, with the index of the top level statement it stands in."""
    for index, node in enumerate(body):
        pending = [node]
        while pending:
            inner = pending.pop()
            yield index, inner
            pending += reversed(_inside(inner))


def _inside(node: ast.stmt) -> list[ast.stmt]:
    if isinstance(node, ast.If):
        return node.orelse if is_main_guard(node) else node.body + node.orelse
    if isinstance(node, ast.With):
        return node.body
    if isinstance(node, ast.Try | ast.TryStar):
        handlers = [inner for handler in node.handlers for inner in handler.body]
        return node.body + handlers + node.orelse + node.finalbody
    return []


def definitions(file: SourceFile) -> tuple[Found, ...]:
    """Every definition of the file in order; a later one of the same name is the one that counts."""
    found: list[Found] = []
    scope = _Scope()
    for index, node in flat(file.tree.body):
        scope.learn(node)
        for name, line, kind, use in _defined(node, scope):
            scope.usable[name] = use
            found.append(Found(Definition(name, file.path, line, kind), use, index))
    return tuple(found)


def renames(file: SourceFile) -> Iterator[tuple[Found, str]]:
    """Each `from m import g as f` of the file as a definition of f, with the last part of m's name."""
    for index, node in flat(file.tree.body):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                if alias.asname and alias.asname != alias.name:
                    made = Definition(alias.asname, file.path, node.lineno, "value")
                    yield Found(made, "either", index), node.module.rpartition(".")[2]


@dataclass
class _Scope:
    """What is known of the names of a module.

    Attributes:
        usable: what each can be used as.
        factories: functions whose calls give a function, and classes whose instances can be called.
        class_makers: functions whose calls give a class.
        methods: by class, the names of its own methods and of those of its bases in this file.
        instances: the class of each name that an instance is assigned to.
    """

    usable: dict[str, Callable] = field(default_factory=dict)
    factories: set[str] = field(default_factory=set)
    class_makers: set[str] = field(default_factory=set)
    methods: dict[str, frozenset[str]] = field(default_factory=dict)
    instances: dict[str, str] = field(default_factory=dict)

    def learn(self, node: ast.stmt) -> None:
        """Takes in what a statement tells of the names it binds, but for what they can be used as."""
        name = getattr(node, "name", "")
        if _gives(node, ast.FunctionDef) or _makes_callables(node, self.factories):
            self.factories.add(name)
        if _gives(node, ast.ClassDef):
            self.class_makers.add(name)
        if isinstance(node, ast.ClassDef):
            own = {part.name for part in node.body if isinstance(part, ast.FunctionDef)}
            above = [self.methods.get(base.id, frozenset()) for base in node.bases if isinstance(base, ast.Name)]
            self.methods[name] = frozenset(own).union(*above)
        self.usable |= dict.fromkeys(imported(node), "either")
        for target, value in _pairs(node):
            if isinstance(value, ast.Lambda) and isinstance(value.body, ast.Lambda):
                self.factories.add(target)
            self.instances.pop(target, None)
            if made := self.class_of(value):
                self.instances[target] = made

    def class_of(self, value: ast.expr) -> str:
        """The class of this file that an expression gives an instance of, or names; empty where that is not known."""
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
            return value.func.id if value.func.id in self.methods else ""
        if isinstance(value, ast.Name):
            return value.id if value.id in self.methods else self.instances.get(value.id, "")
        return ""

    def has_method(self, attribute: ast.Attribute) -> bool:
        """Whether this is a method of a class of this file, of its own or of an instance."""
        return attribute.attr in self.methods.get(self.class_of(attribute.value), ())


def imported(node: ast.stmt) -> list[str]:
    """The names that an import statement binds; a star binds none that can be told."""
    if isinstance(node, ast.Import):
        return [alias.asname or alias.name.split(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [alias.asname or alias.name for alias in node.names if alias.name != "*"]
    return []


_Entry = tuple[str, int, DefinitionKind, Callable]


def _defined(node: ast.stmt, scope: _Scope) -> list[_Entry]:
    if isinstance(node, ast.ClassDef):
        return [(node.name, node.lineno, "class", "class")]
    if isinstance(node, ast.FunctionDef):
        usable: Callable = "either" if _makes_a_class(node, scope) or _stands_for_a_class(node) else "function"
        return [] if _is_overload(node) else [(node.name, node.lineno, "function", usable)]
    entries: list[_Entry] = []
    for name, value in _pairs(node):
        if use := _usable_as(name, value, scope):
            entries.append((name, node.lineno, "value", use))
    return entries


def _makes_callables(node: ast.stmt, factories: Collection[str]) -> bool:
    """Whether this is a class whose instances can be called: it defines `__call__`, or a base class of it does."""
    if not isinstance(node, ast.ClassDef):
        return False
    own = any(isinstance(part, ast.FunctionDef) and part.name == "__call__" for part in node.body)
    return own or any(isinstance(base, ast.Name) and base.id in factories for base in node.bases)


def _gives(node: ast.stmt, kind: type[ast.FunctionDef] | type[ast.ClassDef]) -> bool:
    """Whether this is a function of which every return gives a function, or a class, that it defines itself."""
    if not isinstance(node, ast.FunctionDef):
        return False
    inner = {part.name for part in node.body if isinstance(part, kind)}
    given = [part.value for part in _own_parts(node) if isinstance(part, ast.Return)]
    return bool(given) and all(
        (isinstance(value, ast.Lambda) and kind is ast.FunctionDef)
        or (isinstance(value, ast.Name) and value.id in inner)
        for value in given
    )


def _makes_a_class(node: ast.FunctionDef, scope: _Scope) -> bool:
    """Whether one of a function's decorators gives a class in its place."""
    makers = (part.func if isinstance(part, ast.Call) else part for part in node.decorator_list)
    return any(isinstance(maker, ast.Name) and maker.id in scope.class_makers for maker in makers)


def _stands_for_a_class(node: ast.FunctionDef) -> bool:
    """Whether this is named as a class is and holds functions, which are the methods of what it gives."""
    inner = (part for statement in node.body for part in nodes(statement))
    return node.name[:1].isupper() and any(isinstance(part, ast.FunctionDef | ast.Lambda) for part in inner)


def _own_parts(node: ast.FunctionDef) -> Iterator[ast.AST]:
    """The parts of a function that are not those of one within."""
    pending: list[ast.AST] = list(node.body)
    while pending:
        part = pending.pop()
        yield part
        if not isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            pending += children(part)


def _is_overload(node: ast.FunctionDef) -> bool:
    names = {getattr(part, "attr", getattr(part, "id", "")) for part in node.decorator_list}
    return "overload" in names


def _pairs(node: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """Name and value of each assignment the statement makes, tuples taken apart."""
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        yield from _match(node.target, node.value)
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            yield from _match(target, node.value)


def _match(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple | ast.List) and isinstance(value, ast.Tuple | ast.List):
        for inner, part in zip(target.elts, value.elts, strict=False):
            yield from _match(inner, part)
    elif isinstance(target, ast.Tuple | ast.List) and isinstance(value, ast.ListComp | ast.GeneratorExp):
        for inner in target.elts:
            yield from _match(inner, value.elt)


def _usable_as(name: str, value: ast.expr, scope: _Scope) -> Callable | None:
    if isinstance(value, ast.Lambda):
        return "function"
    if isinstance(value, ast.Name):
        return scope.usable.get(value.id)
    if isinstance(value, ast.Attribute):
        if scope.has_method(value):
            return "function"
        # `np.maximum` may be either; `net.loss` is a number as likely as a function.
        root = value.value
        while isinstance(root, ast.Attribute):
            root = root.value
        return "either" if isinstance(root, ast.Name) and root.id in scope.usable else None
    if isinstance(value, ast.Call):
        maker = value.func.id if isinstance(value.func, ast.Name) else ""
        if maker in scope.class_makers:
            return "class"
        if maker in scope.factories:
            return "either" if name[:1].isupper() else "function"
        return _made(name, value, scope.usable)
    return None


def _made(name: str, call: ast.Call, usable: dict[str, Callable]) -> Callable | None:
    """`np.vectorize(f)` and its like, `compose(f, g)`, and `f = wrap(f)`, which decorates by hand."""
    maker = call.func.func if isinstance(call.func, ast.Call) else call.func
    if getattr(maker, "attr", getattr(maker, "id", "")) in _MAKERS:
        return "function"
    wraps = len(call.args) == 1 and isinstance(call.args[0], ast.Name) and call.args[0].id == name
    itself = isinstance(call.func, ast.Name) and call.func.id == name
    if len(call.args) > 1 and not itself and all(_is_function(arg, usable) for arg in call.args):
        return "function"
    return usable.get(name) if wraps and not itself else None


def _is_function(value: ast.expr, usable: dict[str, Callable]) -> bool:
    """Whether an argument is a function for sure, or an attribute of a library such as `np.exp`."""
    if isinstance(value, ast.Attribute) and isinstance(value.value, ast.Name):
        return usable.get(value.value.id) == "either"
    return isinstance(value, ast.Lambda) or (isinstance(value, ast.Name) and usable.get(value.id) == "function")
