"""On which processors a judge and its workers run: they talk in short messages, fastest on one that both share."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress

from .worker.native import libc

CLAIM = "dlgrade-processor"
_CLAIMS: list[socket.socket] = []


def usable() -> list[int]:
    """The processors that this thread may use; just so many numbers where the system does not tell."""
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return list(range(os.cpu_count() or 1))


def settle(number: int) -> None:
    """Keeps this thread, and what it starts from now on, on one processor, which is another one for each number.

    For where every processor has a thread of its own to run: there the system moves them about to no good.
    """
    if hasattr(os, "sched_setaffinity"):
        found = usable()
        with suppress(OSError):
            os.sched_setaffinity(0, {found[number % len(found)]})


def claim() -> bool:
    """Keeps this thread, and what it starts from now on, on a processor that no other process has claimed.

    For processes that nobody numbers, as the workers of a cluster. A claim ends with the process. It is made by name,
    so that others can claim all; then, and where the system has no such names, threads run anywhere.
    """
    if sys.platform != "linux":
        return False
    for number in usable():
        name = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            name.bind(f"\0{CLAIM}-{number}")
            os.sched_setaffinity(0, {number})
        except OSError:
            name.close()
        else:
            _CLAIMS.append(name)
            return True
    return False


def bring(process: int) -> None:
    """Lets a process run only where this thread may."""
    with suppress(OSError):
        os.sched_setaffinity(process, os.sched_getaffinity(0))


class Together:
    """Keeps a worker on the processor of the thread that judges it, until they part.

    The system chooses the processor anew for each worker, and they part where they have nothing to say for long: so
    one that others use as well is left soon.

    Args:
        worker: number of its process.
    """

    def __init__(self, worker: int) -> None:
        self._worker = worker
        self._before: set[int] = set()

    def begin(self) -> None:
        """From now on both are on the processor that this thread happens to run on."""
        if hasattr(os, "sched_setaffinity") and len(before := os.sched_getaffinity(0)) > 1:
            self._before = before
            try:
                self._move({_current()})
            except (OSError, AttributeError):
                self.part()

    def part(self) -> None:
        """Both may run anywhere again."""
        before, self._before = self._before, set()
        with suppress(OSError):  # a worker that has ended runs nowhere
            self._move(before)

    def _move(self, processors: set[int]) -> None:
        if processors:
            os.sched_setaffinity(0, processors)
            os.sched_setaffinity(self._worker, processors)


def _current() -> int:
    """The processor that this thread runs on. Raises AttributeError where the C library cannot tell."""
    return int(libc().sched_getcpu())
