"""How much a worker may keep in its folder. The kernel limits a single file, and neither their number nor their sum."""

from __future__ import annotations

import errno
import os
import time

MIB = 256
ENTRIES = 4_000
DEPTH = 32
PAUSE = 0.05
SHARE = 20
"""Looking takes at most one part in so many of the time."""
_HIDDEN = (errno.EACCES, errno.ENAMETOOLONG)


class Watch:
    """Looks at a worker's folder, but not before some time has passed since it last did.

    A short request costs nothing, and many short ones are looked at like a long one. Between two looks a worker gets
    as far as the disk is fast. Files that it has deleted and holds open are not seen: the limits of descriptors and
    of address space bound them.

    Args:
        folder: the worker's own.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._due = time.monotonic() + PAUSE

    def over(self, now: float) -> bool:
        """Whether the folder was found to hold more than it may.

        Args:
            now: the time by `time.monotonic`.
        """
        if now < self._due:
            return False
        over = too_much(self._folder)
        after = time.monotonic()
        self._due = after + max(PAUSE, SHARE * (after - now))
        return over


def too_much(folder: str) -> bool:
    """Whether there are more than `MIB` or `ENTRIES` below a folder, or folders deeper than `DEPTH`.

    A file counts as what it takes or what it says it holds, whichever is more. A folder that cannot be looked into
    counts as too much: honest code makes none. Whoever writes there meanwhile can make this wrong, but not long.
    """
    size, entries, todo = 0, 0, [(folder, 0)]
    while todo:
        here, depth = todo.pop()
        try:
            with os.scandir(here) as found:
                for entry in found:
                    entries += 1
                    size += _size(entry)
                    if entry.is_dir(follow_symlinks=False):
                        todo.append((entry.path, depth + 1))
                    if entries > ENTRIES or size > MIB << 20:
                        return True
        except OSError as error:
            if error.errno in _HIDDEN:
                return True
        if depth > DEPTH:
            return True
    return False


def _size(entry: os.DirEntry[str]) -> int:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:  # it went while we looked
        return 0
    return max(status.st_size, 512 * getattr(status, "st_blocks", 0))
