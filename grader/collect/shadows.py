"""A learner's file named like a library: it is graded, but an import of that name means the library."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from .imports import import_nodes
from .model import Note, SourceFile
from .places import RESERVED, Places, key_of


def shadow_notes(files: Sequence[SourceFile], name: str) -> tuple[Note, ...]:
    """A note for each file that is named like a library and imported as if it were the learner's."""
    if not any(key_of(file.path)[-1:] and key_of(file.path)[-1] in RESERVED for file in files):
        return ()
    places = Places(files, name)
    shadowed = {found.path: found for file in files for found in _shadowed(file, places)}
    return tuple(_note(found) for _, found in sorted(shadowed.items()))


def _shadowed(file: SourceFile, places: Places) -> Iterator[SourceFile]:
    """Files beside the importer that Python itself would have taken for the library."""
    key = key_of(file.path)
    for node in import_nodes(file.tree.body):
        for dotted in _absolute(node):
            beside = (*places.package_of(key), dotted)
            if dotted in RESERVED and beside in places.files and places.files[beside] is not file:
                yield places.files[beside]


def _absolute(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name.split(".")[0] for alias in node.names]
    return [(node.module or "").split(".")[0]] if not node.level else []


def _note(file: SourceFile) -> Note:
    name = key_of(file.path)[-1]
    return Note(
        {
            "ja": f"`import {name}` は Python の {name} を読み込みます。"
            f"{file.path} は使われないので、ファイル名を変えてください。",
            "en": f"`import {name}` means Python's own {name}, not {file.path}; give that file another name.",
        },
        file.path,
    )
