"""Removes the folder of a worker, whatever its code has built there."""

# Plain os calls: a folder of 100,000 files is listed once, and each entry has its path already.
# ruff: noqa: PTH101, PTH104, PTH106, PTH108

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from itertools import count


def remove(folder: str) -> None:
    """Removes a folder that nobody writes to any more.

    Not by recursion: a worker can nest folders deeper than Python recurses and than a path may be long. What lies in
    an inner folder is moved up instead, so that no path ever goes more than two levels down.
    """
    with contextlib.suppress(OSError):
        os.rmdir(folder)  # most workers write nothing
        return
    names = (f"{folder}/.{number}-" for number in count())
    while _brought_up(folder, names):
        pass
    with contextlib.suppress(OSError):
        os.rmdir(folder)


def _brought_up(folder: str, names: Iterator[str]) -> bool:
    """Removes the files of a folder and brings up what its folders hold; whether there is more to do."""
    moved = False
    for entry in _entries(folder):
        with contextlib.suppress(OSError):
            if not entry.is_dir(follow_symlinks=False):
                os.unlink(entry.path)
                continue
            os.chmod(entry.path, 0o700)
            for child in _entries(entry.path):
                os.rename(child.path, next(names))
                moved = True
            os.rmdir(entry.path)
    return moved


def _entries(folder: str) -> list[os.DirEntry[str]]:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        return list(entries)
    return []
