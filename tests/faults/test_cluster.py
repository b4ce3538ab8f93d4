"""Something breaks on a worker of a Dask cluster: the store is that of this machine."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from dlgrade.grader.batch.cluster import cluster
from dlgrade.grader.batch.store import FILE

from ..grader.batch.conftest import Class, content
from ..grader.batch.local_cluster import local_cluster

pytestmark = [pytest.mark.long, pytest.mark.filterwarnings("default")]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with local_cluster(2) as made:
        yield made.scheduler_address


def broken_once(marker: str, number: int, function: Callable[[Any], Any], parcel: Any) -> Any:
    """On the worker: its disk, or its table of files, fails the first time."""
    try:
        os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return function(parcel)
    raise OSError(number, os.strerror(number))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EMFILE, errno.EAGAIN], ids=errno.errorcode.get)
def test_a_fault_on_a_worker_of_a_cluster_costs_nothing(address: str, number: int, tmp_path: Path) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    here, there = Class(tmp_path / "here"), Class(tmp_path / "there")
    there.folder = here.folder
    here.grade()
    with cluster(address, True) as pool:
        real = pool.executor()

        class Breaking:
            def submit(self, function: Callable[[Any], Any], parcel: Any) -> Any:
                return real.submit(broken_once, str(tmp_path / "marker"), number, function, parcel)

        pool._executor = Breaking()  # type: ignore[assignment]
        ran = there.grade(pool=pool)
    assert (tmp_path / "marker").exists()
    assert ran.outcome.lost == {}  # type: ignore[attr-defined]
    assert content(there.out / FILE) == content(here.out / FILE)
