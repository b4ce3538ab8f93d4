"""The same task on a Dask cluster of two processes: the same store, whatever becomes of a worker."""

import pytest
from dlgrade.grader.batch import cluster as clusters
from dlgrade.grader.batch.cluster import cluster
from dlgrade.grader.batch.problem import BatchError
from dlgrade.grader.batch.store import FILE
from dlgrade.grader.batch.task import NoWallError, grade_parcel

from .conftest import Class, content
from .local_cluster import local_cluster


@pytest.fixture(scope="module")
def two_workers():
    with local_cluster(2) as made:
        yield made


@pytest.mark.filterwarnings("default")
def test_a_cluster_leaves_the_store_that_this_machine_leaves(two_workers, tmp_path):
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    here = Class(tmp_path / "here")
    here.grade()
    there = Class(tmp_path / "there")
    there.folder = here.folder
    with cluster(two_workers.scheduler_address, True) as pool:
        assert pool.jobs == 2
        ran = there.grade(pool=pool)
    assert sorted(ran.states) == ["graded"] * 4 + ["unreadable"]
    assert content(there.out / FILE) == content(here.out / FILE)


@pytest.fixture
def one_has_no_landlock(two_workers):
    """One of the two really raises its wall without Landlock; gives its address."""
    from distributed import Client

    with Client(two_workers.scheduler_address, set_as_default=False) as client:
        _, second = client.nthreads()
        client.run(_take_away, ["landlock"], workers=[second])
        yield client, second
        client.run(_take_away, [], workers=[second])


def _take_away(layers):
    """On a worker: from now on its warm parent leaves these layers off."""
    from functools import cache

    from dlgrade.grader.batch import task
    from dlgrade.grader.workers import Workers

    task.end_workers()
    task._layers.cache_clear()
    task._workers = cache(lambda: Workers(off=frozenset(layers)))


def _started():
    """On a worker: how many of its own it has started behind the wall."""
    from dlgrade.grader.batch import task

    return task._workers()._count


@pytest.mark.filterwarnings("default")
def test_a_worker_without_the_wall_is_given_nothing(one_has_no_landlock, two_workers, tmp_path):
    client, second = one_has_no_landlock
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    here, there = Class(tmp_path / "here"), Class(tmp_path / "there")
    there.folder = here.folder
    (parcel, *_) = here.grade().parcels
    with cluster(two_workers.scheduler_address, True) as pool:
        assert pool.jobs == 1
        there.grade(pool=pool)
    assert client.run(_started, workers=[second]) == {second: 1}, "it was asked for its wall, and for nothing else"
    assert content(there.out / FILE) == content(here.out / FILE)
    with pytest.raises(NoWallError, match="landlock"):
        client.submit(grade_parcel, parcel, workers=[second], pure=False).result()
    with cluster(two_workers.scheduler_address, False) as pool:
        assert pool.jobs == 2, "asked for without the wall, all are taken"


@pytest.mark.filterwarnings("default")
def test_where_no_worker_has_the_wall_that_is_told(two_workers, monkeypatch):
    monkeypatch.setattr(clusters, "_check", _no_landlock)
    with pytest.raises(BatchError, match="can grade behind the wall"), cluster(two_workers.scheduler_address, True):
        pass


def _no_landlock():
    return ("landlock",)


@pytest.mark.filterwarnings("default")
def test_a_worker_killed_in_the_middle_costs_nothing(two_workers, tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    here, a_class = Class(tmp_path / "here"), Class(tmp_path / "there")
    a_class.folder = here.folder
    here.grade()
    marker = tmp_path / "killed"
    with cluster(two_workers.scheduler_address, True) as pool:
        real = pool.executor()

        class Killing:
            def submit(self, function, parcel):
                return real.submit(_killing_once, str(marker), function, parcel)

        pool._executor = Killing()
        ran = a_class.grade(pool=pool)
    assert marker.exists()
    assert ran.outcome.lost == {}
    assert content(a_class.out / FILE) == content(here.out / FILE)


def _killing_once(marker, function, parcel):
    """Kills the worker it runs on, the first time."""
    import os
    import signal

    try:
        os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return function(parcel)
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch):
    monkeypatch.setattr(clusters, "PATIENCE", 1)
    with pytest.raises(BatchError, match="No scheduler answers"), cluster("tcp://127.0.0.1:9", True):
        pass
