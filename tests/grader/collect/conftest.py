"""Submissions built in a temporary folder, and a loader that does with a plan what the worker will do."""

from __future__ import annotations

import ast
import builtins
import importlib.util
import json
import sys
import types
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from dlgrade.grader.collect import Definition, LoadModule, LoadPlan, Submission, collect, find, plan

Build = Callable[[Mapping[str, str | bytes]], Path]
Load = Callable[..., dict[str, Any]]


def notebook(*cells: str, **metadata: object) -> str:
    """A notebook of these code cells, as JSON."""
    code = [
        {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": cell} for cell in cells
    ]
    return json.dumps({"cells": code, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4})


class Loader:
    """Executes a plan statement by statement in this process; `failed` holds what raised."""

    def __init__(self, load_plan: LoadPlan) -> None:
        self.plan = load_plan
        self.known = {module.name: module for module in load_plan.modules}
        self.failed: list[Exception] = []

    def load(self, name: str) -> types.ModuleType:
        if name in sys.modules:
            return sys.modules[name]
        if name not in self.known:
            raise ModuleNotFoundError(f"No module named {name!r}")
        parent, _, last = name.rpartition(".")
        above = self.load(parent) if parent else None
        module = types.ModuleType(name)
        module.__package__ = name if self.known[name].package else parent
        module.__builtins__ = {**vars(builtins), "__import__": self._import}  # type: ignore[attr-defined]
        sys.modules[name] = module
        self._run(self.known[name], module)
        if above is not None:
            setattr(above, last, module)
        return module

    def _run(self, told: LoadModule, module: types.ModuleType) -> None:
        body = ast.parse(told.source).body
        for index in range(len(body)) if told.keep is None else told.keep:
            try:
                exec(compile(ast.Module([body[index]], []), told.path, "exec"), vars(module))
            except Exception as error:
                self.failed.append(error)

    def _import(
        self, name: str, names: Any = None, local: Any = None, fromlist: Any = (), level: int = 0
    ) -> types.ModuleType:
        importer = names["__name__"]
        if level:
            full = importlib.util.resolve_name("." * level + name, names["__package__"])
        else:
            found = self.plan.resolve(importer, name)
            if found is None:
                return builtins.__import__(name, names, local, fromlist, level)
            full = found
        module = self.load(full)
        for inner in fromlist or ():
            if f"{full}.{inner}" in self.known and not hasattr(module, inner):
                self.load(f"{full}.{inner}")
        if fromlist or level:
            return module
        return self.load(self.plan.resolve(importer, name.partition(".")[0]) or full)


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Write files (path -> text or bytes) into a folder and give the folder."""

    def written(files: Mapping[str, str | bytes]) -> Path:
        root = tmp_path / "my_impl"
        root.mkdir(exist_ok=True)
        for path, content in files.items():
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return written


@pytest.fixture
def collected(build: Build) -> Callable[[Mapping[str, str | bytes]], Submission]:
    """Write files and collect the folder."""
    return lambda files: collect(build(files))


@pytest.fixture
def planned(build: Build) -> Callable[..., LoadPlan]:
    """Write files, find the symbols and plan them."""

    def made(files: Mapping[str, str | bytes], *symbols: str) -> LoadPlan:
        submission = collect(build(files))
        return plan(submission, {symbol: definition(submission, symbol) for symbol in symbols})

    return made


@pytest.fixture
def load(planned: Callable[..., LoadPlan]) -> Iterator[Load]:
    """Write files, plan the symbols and execute the plan; gives the loaded objects by symbol."""
    before, numpy = set(sys.modules), dict(vars(np))

    def loaded(files: Mapping[str, str | bytes], *symbols: str) -> dict[str, Any]:
        load_plan = planned(files, *symbols)
        loader = Loader(load_plan)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return {
                symbol: getattr(loader.load(place.module), place.attribute)
                for symbol, place in load_plan.symbols.items()
            }

    yield loaded
    for name in set(vars(np)) - set(numpy):
        if not isinstance(vars(np)[name], types.ModuleType):  # NumPy loads some of its own modules late
            delattr(np, name)  # learner code gives itself back what NumPy dropped
    for name in set(sys.modules) - before:
        if name.partition(".")[0] == "_submission":
            del sys.modules[name]


def definition(submission: Submission, symbol: str) -> Definition:
    """The definition that counts, a class when the name looks like one."""
    kinds = ("class", "function") if symbol[0].isupper() else ("function", "class")
    choice = find(submission, symbol, (), kinds[0]) or find(submission, symbol, (), kinds[1])
    assert choice is not None
    return choice.definition


@pytest.fixture
def cells() -> Callable[..., str]:
    """Makes a notebook of code cells."""
    return notebook
