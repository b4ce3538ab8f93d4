"""Arrows run one way, and the root holds one Python file."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("reference", "exercises", "reports", "grader")
ALLOWED = {
    "reference": set(),
    "exercises": {"reference"},
    "reports": set(),
    "grader": {"exercises", "reports", "reference"},
}


def ours(file: Path) -> Iterator[str]:
    """Top folders of this package that a file imports from, and `absolute` for an import by the package's name."""
    depth = len(file.relative_to(ROOT).parts)
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            path = [*file.relative_to(ROOT).parts[: depth - node.level], *(node.module or "").split(".")]
            yield next((part for part in path if part), "")
        elif (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "dlgrade") or (
            isinstance(node, ast.Import) and any(alias.name.split(".")[0] == "dlgrade" for alias in node.names)
        ):
            yield "absolute"


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_imports_only_what_the_arrows_allow(folder: str) -> None:
    for file in (ROOT / folder).rglob("*.py"):
        beyond = {target for target in ours(file) if target in FOLDERS} - ALLOWED[folder] - {folder}

        assert not beyond, f"{file.relative_to(ROOT)} imports from {beyond}"


@pytest.mark.parametrize("folder", FOLDERS)
def test_imports_within_the_package_are_relative(folder: str) -> None:
    offenders = [file for file in (ROOT / folder).rglob("*.py") if "absolute" in ours(file)]

    assert not offenders


def test_the_reference_imports_numpy_and_itself_alone() -> None:
    for file in (ROOT / "reference").glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        absolute = [n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and not n.level]
        absolute += [alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names]
        outside = {name.split(".")[0] for name in absolute if name} - {
            "numpy",
            "__future__",
            "typing",
            "collections",
            "math",
            "dataclasses",
        }

        assert not outside, f"{file.name} imports {outside}"


def test_the_worker_imports_nothing_from_outside_its_folder() -> None:
    for file in (ROOT / "grader" / "worker").glob("*.py"):
        levels = [
            n.level for n in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(n, ast.ImportFrom)
        ]

        assert max(levels, default=0) <= 1, f"{file.name} reaches out of the worker"


def test_only_init_is_a_python_file_at_the_root() -> None:
    assert [file.name for file in ROOT.glob("*.py")] == ["__init__.py"]


def test_each_package_folder_is_listed() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    found = [
        ".".join(["dlgrade", *file.parent.relative_to(ROOT).parts])
        for folder in FOLDERS
        for file in (ROOT / folder).rglob("__init__.py")
    ]

    assert sorted([*found, "dlgrade"]) == sorted(listed)
