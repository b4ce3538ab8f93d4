"""Hands out workers. The learner's code runs there and never here.

Neither this module nor `processes` imports NumPy: the warm parent imports it while we still read the submission.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal

from .place import Place
from .processes import WorkersError, Zygote, spawn
from .room import check_room
from .scratch import remove

if TYPE_CHECKING:
    from .channel import Worker
    from .worker.wall import Layer

__all__ = ["Mode", "Workers", "WorkersError", "default_mode"]

Mode = Literal["fork", "spawn"]


def default_mode() -> Mode:
    """Fork where it is safe, else spawn. `DLGRADE_WORKERS=spawn` forces the second."""
    if os.environ.get("DLGRADE_WORKERS") == "spawn" or sys.platform in ("win32", "darwin"):
        return "spawn"
    return "fork"


class Workers:
    """Hands out workers; each serves one try at one exercise and is then ended.

    Args:
        mode: `fork` from a warm parent, or `spawn` a new interpreter for each.
        off: layers of the wall to leave off, for tests.

    Raises:
        RoomError: this process may not have the memory that NumPy asks for.
        WorkersError: there is no place for their files, or Python could not be started.
    """

    def __init__(self, mode: Mode | None = None, off: frozenset[str] = frozenset()) -> None:
        self.mode: Mode = mode or default_mode()
        self.layers: tuple[Layer, ...] = ()
        self._count = 0
        self._off = off
        self.zygote: Zygote | None = None
        check_room()
        try:
            self._place = Place()
        except OSError as error:
            raise WorkersError(f"no folder for temporary files: {error}") from error
        self.folder = self._place.folder
        try:
            self.zygote = Zygote(self.folder, off) if self.mode == "fork" else None
        except BaseException as error:
            self.close()
            if isinstance(error, OSError):
                raise WorkersError(str(error)) from error
            raise

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the warm parent and removes what workers wrote."""
        if self.zygote:
            self.zygote.close()
        self._place.close()

    def start(self, cpu_seconds: int) -> Worker:
        """A fresh worker behind the wall.

        Raises:
            WorkersError: none could be started.
        """
        from .channel import Worker

        self._count += 1
        scratch = f"{self.folder}/{self._count}"
        try:
            Path(scratch).mkdir(mode=0o700)
            self._renew()
            process = self.zygote.fork(scratch, cpu_seconds) if self.zygote else spawn(scratch, cpu_seconds)
        except (OSError, WorkersError) as error:
            remove(scratch)
            raise WorkersError(str(error)) from error
        try:
            worker = Worker(process, scratch, cpu_seconds)
        except WorkersError:
            remove(scratch)
            raise
        self.layers = worker.layers
        return worker

    def _renew(self) -> None:
        """Another warm parent in the place of one that the machine took."""
        if self.zygote and self.zygote.ended():
            self.zygote.close()
            self.zygote = Zygote(self.folder, self._off)
