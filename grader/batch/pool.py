"""Where tasks run: processes of this machine. Nothing here schedules anything itself."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from typing import TYPE_CHECKING, ClassVar

from ..garbage import collect_seldom
from ..processors import settle, usable
from ..worker.environment import ONE_THREAD
from .problem import BatchError
from .task import end_workers

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized


class Pool:
    """An executor that is made when it is first asked for, and made anew where it broke.

    Args:
        jobs: how many tasks it takes at once.
        make: makes the executor.
        away: its processes were started by others, on whatever machines.

    Attributes:
        patience: seconds after which to ask whether what is waited for can still come; None where it always can.
    """

    patience: ClassVar[float | None] = None

    def __init__(self, jobs: int, make: Callable[[], Executor], away: bool = False) -> None:
        self.jobs = jobs
        self.away = away
        self._make = make
        self._executor: Executor | None = None

    def executor(self) -> Executor:
        """The executor."""
        if self._executor is None:
            self._executor = self._make()
        return self._executor

    def ready(self) -> bool:
        """Whether there is anything to run a task on; processes of this machine are started when they are asked for."""
        return True

    def look(self) -> None:
        """Sees what has become of the processes."""

    def stranded(self, executor: Executor) -> bool:
        """Whether nobody is left who could run what was given to an executor."""
        return False

    def renew(self, broken: Executor) -> None:
        """The next executor is another one; what one worker's death broke is told by every task that it took along."""
        if self._executor is broken:
            broken.shutdown(wait=False)
            self._executor = None

    def abandon(self) -> None:
        """Ends processes of this machine whatever they do; those of a cluster are not ours to end."""
        processes = getattr(self._executor, "_processes", None) or {}
        for process in list(processes.values()):
            process.terminate()

    def close(self) -> None:
        """Ends what runs; what is not begun is given up."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = None


def local(jobs: int) -> Executor:
    """Processes of this machine, each with one BLAS thread; Ctrl-C is for the parent alone to decide on.

    Raises:
        BatchError: the machine has no semaphores that processes could share.
    """
    # they inherit it before they import NumPy, and the judge computes with it too
    os.environ.update(ONE_THREAD)
    context = multiprocessing.get_context("spawn")
    try:
        turn = context.Value("i", 0) if jobs == len(usable()) else None
        return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(turn,))
    except (OSError, ImportError) as error:
        reason = getattr(error, "strerror", None) or error
        raise BatchError(
            f"Processes cannot share work on this machine ({reason}); /dev/shm must be there and writable.",
            f"このマシンでは複数のプロセスで作業を分けられません({reason})。/dev/shm に書き込めるようにしてください。",
        ) from error


def _begin(turn: Synchronized[int] | None) -> None:
    """In each process of the pool; where there are as many as processors, each takes its turn to get one."""
    if turn is not None:
        with turn.get_lock():
            number, turn.value = turn.value, turn.value + 1
        settle(number)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    collect_seldom()
    threading.Thread(target=_follow, daemon=True).start()


def _leave(*_: object) -> None:
    """Told to end: nothing of what is being graded stays behind."""
    end_workers()
    os._exit(0)


def _follow() -> None:
    """Ends this process when the one that started it is gone, however that ended; nobody else would."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        end_workers()
        os._exit(1)
