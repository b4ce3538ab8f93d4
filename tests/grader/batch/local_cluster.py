"""A Dask cluster on this machine, whose workers can import what a test sends them."""

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]


@contextmanager
def local_cluster(workers: int) -> Iterator[Any]:
    """So many processes of one thread each, and their scheduler."""
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the library's own making: ports in use, event loops
        patch.setattr(sys, "path", [*sys.path, str(ROOT)])  # a process that is spawned takes it over
        from distributed import LocalCluster

        with LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None) as made:
            yield made
