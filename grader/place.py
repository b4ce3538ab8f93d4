"""The folder of a judge's workers: made and held while the judge lives; what killed judges left is removed."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from .scratch import remove

PREFIX = "dlgrade-workers-"
OLD = 3600.0
"""Seconds: between making a folder and holding it there is a moment in which it looks left."""


class Place:
    """A new folder among the temporary files.

    Attributes:
        folder: its path.

    Raises:
        OSError: there is no place for it.
    """

    def __init__(self) -> None:
        self.folder = tempfile.mkdtemp(prefix=PREFIX)
        self._handle = _held(self.folder)
        _sweep(Path(self.folder).parent)

    def close(self) -> None:
        """Removes the folder with all that is in it."""
        remove(self.folder)
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _held(folder: str) -> int | None:
    """A handle that locks a folder until it is closed, or its process ends; None where that cannot be had."""
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def _sweep(root: Path) -> None:
    with suppress(OSError), os.scandir(root) as entries:
        for entry in entries:
            if entry.name.startswith(PREFIX) and _left(entry) and (handle := _held(entry.path)) is not None:
                remove(entry.path)
                os.close(handle)


def _left(entry: os.DirEntry[str]) -> bool:
    """Whether a folder is ours and old. The clock may have jumped: whether somebody holds it decides."""
    try:
        known = entry.stat(follow_symlinks=False)
    except OSError:
        return False
    own = sys.platform != "win32" and known.st_uid == os.getuid()
    return own and stat.S_ISDIR(known.st_mode) and time.time() - known.st_mtime > OLD
