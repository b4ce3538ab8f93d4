"""Removes the folder of a worker, whatever its code has built there."""

# Not by paths, which grow as long as the code has made them.
# ruff: noqa: PTH106

from __future__ import annotations

import contextlib
import os
import shutil

_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)


def remove(folder: str) -> None:
    """Removes a folder that nobody writes to any more.

    A worker can nest folders deeper than Python recurses, than a path may be long and than this process may open
    files, and it can shut them: so it is one handle that walks down and up again.
    """
    with contextlib.suppress(OSError):
        os.rmdir(folder)  # most workers write nothing
        return
    if os.rmdir not in os.supports_dir_fd:
        shutil.rmtree(folder, ignore_errors=True)
        return
    with contextlib.suppress(OSError):
        _empty(folder)
        os.rmdir(folder)


def _empty(folder: str) -> None:
    here = os.open(folder, _FOLDER)
    names: list[str] = []
    todo = [_inner(here)]
    try:
        while todo:
            if todo[-1]:
                here = _down(here, todo[-1].pop(), names, todo)
                continue
            todo.pop()
            if names:
                here = _up(here, names.pop())
    finally:
        os.close(here)


def _inner(here: int) -> list[str]:
    """Removes the files of a folder and lists its folders."""
    with os.scandir(here) as found:
        entries = list(found)
    inner = []
    for entry in entries:
        with contextlib.suppress(OSError):
            if entry.is_dir(follow_symlinks=False):
                inner.append(entry.name)
            else:
                os.unlink(entry.name, dir_fd=here)
    return inner


def _down(here: int, name: str, names: list[str], todo: list[list[str]]) -> int:
    """The handle of an inner folder; of this one still, where that cannot be opened."""
    try:
        os.chmod(name, 0o700, dir_fd=here)
        inner = os.open(name, _FOLDER, dir_fd=here)
    except OSError:
        return here
    os.close(here)
    names.append(name)
    todo.append(_inner(inner))
    return inner


def _up(here: int, name: str) -> int:
    """The handle of the folder above, from which the one just emptied is removed."""
    above = os.open("..", _FOLDER, dir_fd=here)
    os.close(here)
    with contextlib.suppress(OSError):
        os.rmdir(name, dir_fd=above)
    return above
