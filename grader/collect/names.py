"""Which paths of a submission count as source."""

from __future__ import annotations

import contextlib
import os
import unicodedata
from collections.abc import Collection

SETTINGS = "dlgrade.toml"
ANSWERS = "answers.toml"
VENV_MARK = "pyvenv.cfg"
_SKIPPED = frozenset({"__pycache__", "site-packages", "node_modules", "__MACOSX"})


def skipped(folder: str) -> bool:
    """Whether a folder of this name never holds the learner's own source."""
    return folder.startswith(".") or folder in _SKIPPED


def is_source(name: str) -> bool:
    """Whether a file of this name is Python or a notebook; hidden files are not."""
    return not name.startswith(".") and name.lower().endswith((".py", ".ipynb"))


def wanted(path: str) -> bool:
    """Whether the file at this relative path is read: source anywhere, the two settings files at the root."""
    return is_source(path.rpartition("/")[2]) or path in (SETTINGS, ANSWERS)


def in_source_tree(path: str, venvs: Collection[str]) -> bool:
    """Whether no folder above the file is skipped or a virtual environment."""
    folders = path.split("/")[:-1]
    above = {"/".join(folders[: n + 1]) for n in range(len(folders))}
    return not any(skipped(folder) for folder in folders) and above.isdisjoint(venvs)


def shown(name: str) -> str:
    """The name as text that can be printed and compared: macOS writes accents apart, old disks write bytes."""
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "replace"))


def spelled(name: str) -> str:
    """The name as text that any file can hold, and different for different names: bytes that are no text as escapes.

    It is the same whatever the locale takes names to be written in.
    """
    with contextlib.suppress(UnicodeEncodeError):  # a text that never was the name of a file
        name = os.fsencode(name).decode("utf-8", "surrogateescape")
    return name.encode("utf-8", "backslashreplace").decode()
