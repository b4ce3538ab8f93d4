"""The workers of a Dask cluster that runs already: who comes is looked at first, who is gone is not waited for."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from .pool import Pool
from .problem import BatchError

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = 10
"""Seconds to wait for a scheduler."""
LOOK = 2.0
"""Seconds between two looks at who is there."""
DROUGHT = 120.0
"""Seconds to wait for a worker where none is left: a nanny or a batch system starts another one."""


@contextmanager
def cluster(address: str, wall: bool) -> Iterator[Pool]:
    """The workers of a Dask cluster, those without the wall left out.

    Raises:
        BatchError: Dask is not installed, nobody answers, or no worker has the wall and it is asked for.
    """
    try:
        from distributed import Client
    except ImportError:
        raise BatchError(
            "A cluster needs Dask; install it with pip install 'dlgrade[cluster]'.",
            "クラスターには Dask が必要です。pip install 'dlgrade[cluster]' でインストールしてください。",
        ) from None
    # what it logs besides, in many lines, is told here in one sentence
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise BatchError(
            f"No scheduler answers at {address} ({type(error).__name__}); start one with `dask scheduler`.",
            f"{address} のスケジューラーに接続できません({type(error).__name__})。"
            "`dask scheduler` で起動してください。",
        ) from None
    with client:
        pool = Cluster(client, address, wall)
        pool.look()
        if not client.nthreads():
            raise BatchError(
                f"{address} has no worker; start some with `dask worker {address} --nthreads 1`.",
                f"{address} にワーカーがつながっていません。`dask worker {address} --nthreads 1` で起動してください。",
            )
        if not pool.jobs:
            raise BatchError(
                f"No worker at {address} can grade behind the wall; `dlgrade doctor` there says what is missing.",
                f"{address} のどのワーカーでも隔離が有効になりません。そこで `dlgrade doctor` を実行してください。",
            )
        yield pool


class Cluster(Pool):
    """The workers that are there and may grade, as they come and go.

    Args:
        client: of the scheduler.
        address: its address, for sentences.
        wall: a worker that cannot raise the wall is given nothing.
    """

    patience = LOOK

    def __init__(self, client: Client, address: str, wall: bool) -> None:
        super().__init__(0, self._among_the_good, away=True)
        self._client, self._address, self._wall = client, address, wall
        self._may: dict[str, bool] = {}
        self._good: tuple[str, ...] = ()
        self._workers: WeakKeyDictionary[Executor, tuple[str, ...]] = WeakKeyDictionary()
        self._looked = 0.0
        self._missed = 0.0

    def look(self) -> None:
        """Sees who is there, and asks those that are new for their wall.

        Raises:
            BatchError: the scheduler does not answer any more.
        """
        try:
            there = list(self._client.nthreads())
            self._ask([worker for worker in there if worker not in self._may])
        except (OSError, TimeoutError) as error:
            raise self._lost(f"The scheduler at {self._address}", f"{self._address} のスケジューラー") from error
        good = tuple(sorted(worker for worker in there if self._may.get(worker)))
        if good != self._good:
            self._good, self.jobs, self._executor = good, len(good), None
        self._looked = time.monotonic()

    def _ask(self, new: list[str]) -> None:
        found = (
            self._client.run(_check, workers=new, on_error="return") if self._wall and new else dict.fromkeys(new, ())
        )
        # whoever is gone before it answers may come again
        self._may |= {worker: missing == () for worker, missing in found.items() if isinstance(missing, tuple)}

    def _among_the_good(self) -> Executor:
        executor: Executor = self._client.get_executor(workers=list(self._good), pure=False, retries=2)
        self._workers[executor] = self._good
        return executor

    def ready(self) -> bool:
        """Whether there is a worker; where none is left, after a while.

        Raises:
            BatchError: none came for long, or the scheduler does not answer any more.
        """
        if time.monotonic() - self._looked > LOOK:
            self.look()
        if self._good:
            self._missed = 0.0
            return True
        self._missed = self._missed or time.monotonic()
        if time.monotonic() - self._missed > DROUGHT:
            raise self._lost(f"Every worker of {self._address}", f"{self._address} のすべてのワーカー")
        time.sleep(LOOK)
        return False

    def stranded(self, executor: Executor) -> bool:
        """Whether all the workers are gone that a task was given to."""
        return not set(self._workers.get(executor, self._good)).intersection(self._good)

    def _lost(self, who: str, who_ja: str) -> BatchError:
        return BatchError(
            f"{who} is gone; what was graded is kept. Start it again and run the same command.",
            f"{who_ja}がいなくなりました。ここまでの結果は保存してあります。起動し直して、同じコマンドを実行してください。",
        )


def _check() -> tuple[str, ...]:
    """Run on each worker: layers of the wall that are not in force there."""
    from .task import missing_layers

    return missing_layers()
