"""Where an import leads inside a submission: every file and folder as a dotted path, nearest first."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from .model import SourceFile

Key = tuple[str, ...]

ROOT = "_submission"
_INIT = "__init__.py"

# These always mean the library, whatever a learner's file is called; `test` is a name learners use and nobody imports.
RESERVED = (frozenset(sys.stdlib_module_names) | {"numpy"}) - {"test"}


class Places:
    """The importable places of a submission, and the name of the load module that each becomes."""

    def __init__(self, files: Iterable[SourceFile], name: str) -> None:
        self._own_name = PurePosixPath(name).stem
        self.files: dict[Key, SourceFile] = {}
        self._folders: set[Key] = {()}
        for file in sorted(files, key=lambda file: (file.path.endswith(_INIT), file.path)):
            key = key_of(file.path)
            self.files[key] = file  # a package's __init__.py comes last and wins over a file of the same name
            self._folders |= {key[:n] for n in range(len(key))}
        self._names = _unique_names([*self._folders, *self.files])

    def __contains__(self, key: Key) -> bool:
        return key in self.files or key in self._folders

    def module(self, key: Key) -> str:
        """The name of the load module for this place."""
        return self._names[key]

    def is_package(self, key: Key) -> bool:
        """Whether other modules can be inside this one."""
        return key in self._folders or (key in self.files and self.files[key].path.endswith(_INIT))

    def package_of(self, key: Key) -> Key:
        """The package that a relative import in this module starts from."""
        return key if key not in self.files or self.files[key].path.endswith(_INIT) else key[:-1]

    def relative(self, importer: Key, level: int, dotted: str) -> Key | None:
        """Where `from ..dotted import` leads; None when it leads out of the submission or nowhere."""
        package = self.package_of(importer)
        if level - 1 > len(package):
            return None
        key = package[: len(package) - (level - 1)] + _parts(dotted)
        return key if key in self else None

    def absolute(self, importer: Key, dotted: str) -> Key | None:
        """Where `import dotted` leads: beside the importer, in a folder above, else the nearest that ends so."""
        parts = _parts(dotted)
        return None if parts[0] in RESERVED else self.nearest(importer, parts)

    def nearest(self, importer: Key, parts: Key) -> Key | None:
        """The same without regard to libraries of that name."""
        above = [importer[:n] + parts for n in range(len(importer) - (importer in self.files), -1, -1)]
        for key in above:
            if key in self and not self._hollow(key):
                return key
        if parts[0] == self._own_name and parts[1:] in (self if len(parts) > 1 else self.files):
            return parts[1:]
        ending = [key for key in self._names if key[-len(parts) :] == parts and not self._hollow(key)]
        return min(ending, key=lambda key: _distance(importer, key), default=None)

    def _hollow(self, key: Key) -> bool:
        """Whether nothing can be imported from here: a notebook."""
        return key in self.files and self.files[key].kind == "notebook"


def key_of(path: str) -> Key:
    """The dotted path of a file; a notebook keeps its ending, so that it never stands in a module's way."""
    pure = PurePosixPath(path)
    if pure.name == _INIT:
        return _parts_of(pure.parent.parts)
    last = pure.stem if pure.suffix.lower() == ".py" else pure.name
    return _parts_of((*pure.parent.parts, last))


def _parts(dotted: str) -> Key:
    return _parts_of(dotted.split(".")) if dotted else ()


def _parts_of(parts: Sequence[str]) -> Key:
    # Python compares identifiers in this form, so `ｆｕｎｃ.py` and `import func` are the same.
    return tuple(unicodedata.normalize("NFKC", part) for part in parts)


def _distance(importer: Key, key: Key) -> tuple[int, int, Key]:
    shared = 0
    while shared < min(len(importer), len(key)) and importer[shared] == key[shared]:
        shared += 1
    return len(key) - shared, len(key), key


def _unique_names(keys: Iterable[Key]) -> dict[Key, str]:
    """A dotted name for each place, the parent's first and then its own part as an identifier."""
    names: dict[Key, str] = {(): ROOT}
    taken = {ROOT}
    for key in sorted(set(keys) - {()}, key=lambda key: (len(key), key)):
        name = f"{names[key[:-1]]}.{_identifier(key[-1])}"
        while name in taken:
            name += "_"
        names[key] = name
        taken.add(name)
    return names


def _identifier(part: str) -> str:
    word = re.sub(r"\W", "_", part)
    return word if word.isidentifier() else f"_{word}"
