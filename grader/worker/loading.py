"""Makes the learner's modules from a load plan: source text in, modules out, no file is read."""

from __future__ import annotations

import ast
import builtins
import importlib.util
import linecache
import sys
import types
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import progress


@dataclass(frozen=True)
class Told:
    """One module of the plan: its source and the top level statements that are to run (None: all)."""

    path: str
    source: str
    package: bool
    keep: tuple[int, ...] | None


class Absent(types.ModuleType):
    """Stands for a module that is not installed; speaks up when it is used, not when it is imported."""

    def __init__(self, error: ImportError) -> None:
        super().__init__("absent")
        self.__dict__["_error"] = str(error)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent(ImportError(self._error))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        raise ModuleNotFoundError(self._error)


class Loader:
    """Executes the modules of a plan when they are first asked for.

    Args:
        modules: what to load, by the dotted name of the module.
        aliases: (importing module, asked name) -> name of the module it gets.
    """

    def __init__(self, modules: Mapping[str, Told], aliases: Mapping[tuple[str, str], str]) -> None:
        self.modules = modules
        self.aliases = aliases
        self.failed: list[tuple[str, int, str]] = []

    def load(self, name: str) -> types.ModuleType:
        """The module of that name, executed once."""
        if name in sys.modules:
            return sys.modules[name]
        if name not in self.modules:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        parent, _, last = name.rpartition(".")
        above = self.load(parent) if parent else None
        module = self._make(name, parent)
        self._run(self.modules[name], module)
        if above is not None:
            setattr(above, last, module)
        return module

    def _make(self, name: str, parent: str) -> types.ModuleType:
        module = types.ModuleType(name)
        module.__package__ = name if self.modules[name].package else parent
        if self.modules[name].path:  # a folder without a file has none; `inspect` stumbles over an empty one
            module.__file__ = self.modules[name].path
        module.__dict__["__builtins__"] = {**vars(builtins), "__import__": self._import}
        # dataclasses, super() and pickle look a class's module up here
        sys.modules[name] = module
        return module

    def _run(self, told: Told, module: types.ModuleType) -> None:
        lines = told.source.splitlines(keepends=True)
        linecache.cache[told.path] = (len(told.source), None, lines, told.path)
        tree = ast.parse(told.source)
        flags = _future_flags(tree)
        for index in range(len(tree.body)) if told.keep is None else told.keep:
            self._statement(tree.body[index], told.path, module, flags)

    def _statement(self, node: ast.stmt, path: str, module: types.ModuleType, flags: int) -> None:
        """Runs one statement; one that fails leaves its names unbound and the rest of the module alone."""
        try:
            exec(compile(ast.Module([node], []), path, "exec", flags, dont_inherit=True), vars(module))  # noqa: S102  # behind the wall
        except ImportError as error:
            self._bind_absent(node, module, error)
            self.failed.append((path, node.lineno, _told(error)))
        except BaseException as error:  # also SystemExit: a script may end where its demonstration ends
            self.failed.append((path, node.lineno, _told(error)))

    def _bind_absent(self, node: ast.stmt, module: types.ModuleType, error: ImportError) -> None:
        """`import matplotlib.pyplot as plt` without matplotlib: the name is bound to something that says so."""
        if not isinstance(node, ast.Import | ast.ImportFrom):
            return
        if len(node.names) > 1:
            self._one_by_one(node, module)
            return
        for alias in node.names:
            if alias.name != "*":
                vars(module)[alias.asname or alias.name.partition(".")[0]] = Absent(error)

    def _one_by_one(self, node: ast.Import | ast.ImportFrom, module: types.ModuleType) -> None:
        for alias in node.names:
            one = (
                ast.Import([alias])
                if isinstance(node, ast.Import)
                else ast.ImportFrom(node.module, [alias], node.level)
            )
            self._statement(ast.copy_location(one, node), getattr(module, "__file__", ""), module, 0)

    def _import(
        self, name: str, names: Any = None, local: Any = None, fromlist: Any = (), level: int = 0
    ) -> types.ModuleType:
        """`__import__` of a learner's module: absolute names go by the plan, else to Python."""
        importer = (names or {}).get("__name__", "")
        if level:
            full = importlib.util.resolve_name("." * level + name, (names or {}).get("__package__") or "")
            asked = full
        else:
            asked = self.aliases.get((importer, name), "")
            full = asked
        if not asked:
            return self._installed(name, names, local, fromlist, level)
        module = self.load(full)
        for inner in fromlist or ():
            self._submodule(module, full, inner)
        if fromlist or level:
            return module
        return self.load(self.aliases.get((importer, name.partition(".")[0]), full))

    def _installed(self, name: str, *args: Any) -> types.ModuleType:
        try:
            return builtins.__import__(name, *args)
        except ModuleNotFoundError as error:
            if error.name != progress.NAME:
                raise
            return progress.stand_in()

    def _submodule(self, module: types.ModuleType, full: str, inner: str) -> None:
        if f"{full}.{inner}" in self.modules and not hasattr(module, inner):
            self.load(f"{full}.{inner}")


def _told(error: BaseException) -> str:
    """Type and message of an exception, which may raise while it is asked for them."""
    name = type(error).__name__
    try:
        return f"{name}: {error}"
    except BaseException:
        return name


def _future_flags(tree: ast.Module) -> int:
    """Compiler flags of `from __future__` imports, which else would not reach the other statements."""
    import __future__

    names = [
        alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "__future__"
        for alias in node.names
    ]
    flags = 0
    for name in names:
        flags |= getattr(__future__, name).compiler_flag
    return flags
