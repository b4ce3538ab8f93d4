"""The reference's source of an exercise: its symbols and what they use, as one file that runs."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from .. import reference
from ..exercises.checking.exercise import Exercise


def source(exercise: Exercise) -> str:
    """What an exercise asks for, by the book's names: plain code that stands by itself, each part before its use."""
    parts = _Parts()
    for symbol in exercise.symbols.values():
        parts.want(*symbol.reference.split(":"))
    return parts.text()


class _Parts:
    """Statements of reference modules in the order in which they can run, and the imports that they need."""

    def __init__(self) -> None:
        self._imports: dict[str, None] = {}
        self._definitions: dict[str, None] = {}
        self._seen: set[tuple[str, str]] = set()

    def want(self, module: str, name: str) -> None:
        """A name of a module, after everything that its statement uses."""
        if (module, name) in self._seen:
            return
        self._seen.add((module, name))
        body, lines = _module(module)
        bound = {name: statement for statement in body for name in _binds(statement)}
        statement = bound[name]
        if isinstance(statement, ast.ImportFrom) and statement.level:
            self.want(str(statement.module), name)
        elif isinstance(statement, ast.Import | ast.ImportFrom):
            self._imports[_one_import(statement, name)] = None
        else:
            for used in _used(statement, bound):
                self.want(module, used)
            self._definitions[_written(statement, body, lines)] = None

    def text(self) -> str:
        """All of it as one file."""
        imports = sorted(self._imports, key=lambda line: (line.startswith("from "), line))
        numpy = [line for line in imports if "numpy" in line]
        others = [line for line in imports if line not in numpy]
        names = [part for part in self._definitions if "\n" not in part]
        blocks = [["from __future__ import annotations"], others, numpy, names]
        head = "\n\n".join("\n".join(block) for block in blocks if block)
        return head + "\n" + "".join(f"\n\n{part}\n" for part in self._definitions if part not in names)


@cache
def _module(name: str) -> tuple[list[ast.stmt], list[str]]:
    """The statements and the lines of a reference module."""
    assert reference.__file__ is not None
    text = Path(reference.__file__).with_name(f"{name}.py").read_text(encoding="utf-8")
    return ast.parse(text).body, text.splitlines()


def _binds(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return [alias.asname or alias.name for alias in statement.names]
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _used(statement: ast.stmt, bound: dict[str, ast.stmt]) -> list[str]:
    """Names of the module that a statement uses, in the order of the text."""
    names = [node.id for node in ast.walk(statement) if isinstance(node, ast.Name)]
    return [name for name in dict.fromkeys(names) if name in bound and bound[name] is not statement]


def _one_import(statement: ast.Import | ast.ImportFrom, name: str) -> str:
    alias = next(alias for alias in statement.names if name in (alias.asname, alias.name))
    kept = ast.Import([alias]) if isinstance(statement, ast.Import) else ast.ImportFrom(statement.module, [alias], 0)
    return ast.unparse(kept)


def _written(statement: ast.stmt, body: list[ast.stmt], lines: list[str]) -> str:
    """The statement as it is written, with its decorators, and with the string below it that explains a constant."""
    first = min([statement.lineno, *(each.lineno for each in getattr(statement, "decorator_list", ()))])
    last = statement
    after = next((each for each in body if each.lineno > statement.lineno), None)
    if isinstance(after, ast.Expr) and not isinstance(statement, ast.FunctionDef | ast.ClassDef):
        last = after
    return "\n".join(lines[first - 1 : last.end_lineno])
