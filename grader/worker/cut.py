"""An allow-list with holes: what may be read, when folders below it may not.

Landlock can only allow, and what is allowed holds for everything below. A hidden folder below a readable one is
therefore cut out by allowing its siblings instead, and the siblings of its parents, down from the readable folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence


def real(paths: Iterable[str]) -> list[str]:
    """The paths with every link followed, each once; those that do not exist are left out."""
    found = dict.fromkeys(os.path.realpath(path) for path in paths)
    return [path for path in found if os.path.lexists(path)]


def below(path: str, folder: str) -> bool:
    """Whether a path is a folder or lies below it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def cut(readable: Sequence[str], hidden: Sequence[str]) -> tuple[list[str], list[str]]:
    """What to allow in whole, and the folders that were opened up on the way: they may at most be listed.

    All paths are real ones. Of a readable and a hidden path the longer one wins, so a submission inside a hidden
    folder stays readable; of two equal ones the hidden one does.
    """
    whole: list[str] = []
    opened: list[str] = []
    for folder in outermost(readable, hidden):
        for path, is_opened in _walk(folder, [h for h in hidden if below(h, folder)]):
            (opened if is_opened else whole).append(path)
    return whole, opened


def outermost(readable: Sequence[str], hidden: Sequence[str] = ()) -> list[str]:
    """The readable paths that no other one stands for: not below another without a hidden one in between."""

    def covered(path: str, other: str) -> bool:
        return below(path, other) and not any(below(path, h) and below(h, other) for h in hidden)

    return [p for p in readable if p not in hidden and not any(covered(p, other) for other in readable if other != p)]


def _walk(folder: str, hidden: Sequence[str]) -> Iterator[tuple[str, bool]]:
    if not hidden:
        yield folder, False
        return
    yield folder, True
    try:
        with os.scandir(folder) as entries:
            # A link leads to a place of its own: its target is allowed there or nowhere.
            children = [entry.path for entry in entries if not entry.is_symlink()]
    except OSError:
        return
    for child in children:
        if child not in hidden:
            yield from _walk(child, [h for h in hidden if below(h, child)])
