"""Workers of a Dask cluster come and go, as a nanny, a batch system or a closed laptop has it."""

import os
import signal

import pytest
from dlgrade.grader.batch import cluster as clusters
from dlgrade.grader.batch.cluster import cluster
from dlgrade.grader.batch.problem import BatchError
from dlgrade.grader.batch.store import FILE

from .conftest import Class, content
from .local_cluster import local_cluster

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture
def one_worker(monkeypatch):
    monkeypatch.setattr(clusters, "LOOK", 0.1)
    monkeypatch.setattr(clusters.Cluster, "patience", 0.1)
    with local_cluster(1) as made:
        yield made


@pytest.fixture
def twins(tmp_path):
    """The same class twice, graded on this machine once."""
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    here, there = Class(tmp_path / "here"), Class(tmp_path / "there")
    there.folder = here.folder
    here.grade()
    return here, there


class Through:
    """An executor that does something first with each submission."""

    def __init__(self, real, first):
        self._real, self._first = real, first

    def submit(self, function, parcel):
        self._first()
        return self._real.submit(function, parcel)


def between(pool, first):
    """From now on `first` is done before each submission goes out, whatever executor the pool makes."""
    make = pool.executor
    pool.executor = lambda: Through(make(), first)


class Once:
    """Does something at its second call."""

    def __init__(self, do):
        self._do, self.calls = do, 0

    def __call__(self):
        self.calls += 1
        if self.calls == 2:
            self._do()


def test_where_the_only_worker_dies_the_one_started_in_its_place_goes_on(one_worker, twins):
    here, there = twins
    before = list(one_worker.scheduler_info["workers"])
    with cluster(one_worker.scheduler_address, True) as pool:
        (process,) = pool._client.run(os.getpid).values()
        between(pool, Once(lambda: os.kill(process, signal.SIGKILL)))
        ran = there.grade(pool=pool)
        assert not set(before) & set(pool._client.nthreads()), "it came back at another address"
    assert ran.outcome.lost == {}
    assert content(there.out / FILE) == content(here.out / FILE)


def test_a_worker_that_joins_in_the_middle_is_given_work(one_worker, twins):
    here, there = twins

    def join():
        one_worker.scale(2)
        pool._client.wait_for_workers(2, timeout=60)

    with cluster(one_worker.scheduler_address, True) as pool:
        assert pool.jobs == 1
        between(pool, Once(join))
        there.grade(pool=pool)
        pool.look()
        assert pool.jobs == 2
        worked = pool._client.run(_started)
    assert len(worked) == 2
    assert content(there.out / FILE) == content(here.out / FILE)


def _started():
    """On a worker: how many of its own it has started behind the wall."""
    from dlgrade.grader.batch import task

    return task._workers()._count


def test_a_scheduler_without_workers_is_told(one_worker):
    _end(one_worker)
    with (
        pytest.raises(BatchError, match=r"has no worker; start some with `dask worker tcp://.* --nthreads 1`"),
        cluster(one_worker.scheduler_address, True),
    ):
        pass


def _end(made):
    made.scale(0)
    made.sync(made._correct_state)


@pytest.mark.parametrize(
    ("who", "patience", "leave"),
    [("Every worker of", {"DROUGHT": 0.5}, _end), ("The scheduler at", {"PATIENCE": 3}, lambda made: made.close())],
)
def test_who_is_gone_for_good_is_told_and_what_was_graded_is_kept(one_worker, twins, monkeypatch, who, patience, leave):
    here, there = twins
    for name, seconds in patience.items():
        monkeypatch.setattr(clusters, name, seconds)
    with (
        pytest.raises(BatchError, match=rf"{who} .* is gone; what was graded is kept"),
        cluster(one_worker.scheduler_address, True) as pool,
    ):
        between(pool, Once(lambda: leave(one_worker)))
        there.grade(pool=pool)
    there.grade()
    assert content(there.out / FILE) == content(here.out / FILE)
