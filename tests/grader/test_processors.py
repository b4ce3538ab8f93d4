"""A judge and its worker share a processor while they talk; each process of a full pool has one to itself."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from dlgrade.grader import processors
from dlgrade.grader.batch.pool import local
from dlgrade.grader.channel import Worker
from dlgrade.grader.worker.frames import Writer
from dlgrade.grader.workers import Workers

SLEEPS = "import time\n\n\ndef f(seconds):\n    time.sleep(seconds)\n    return seconds\n"


def load(worker: Worker) -> None:
    writer = Writer(lambda value: pytest.fail(f"{value!r} is no plain value"))
    module = ["m", "m.py", writer.value(np.frombuffer(SLEEPS.encode(), np.uint8)), False, None]
    worker.request({"op": "load", "modules": [module], "aliases": [], "symbols": {"f": ["m", "f"]}}, writer)


def call(worker: Worker, seconds: float) -> None:
    worker.request({"op": "call", "symbol": "f", "args": [seconds], "kwargs": {}})


def in_a_thread(act: Any, *args: Any) -> set[int]:
    """The processors of a new thread that has done something."""
    found: list[set[int]] = []
    thread = threading.Thread(target=lambda: (act(*args), found.append(os.sched_getaffinity(0))))
    thread.start()
    thread.join()
    return found[0]


@pytest.fixture
def claims(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """Claims under a name that no other test uses; they end with the test."""
    made: list[Any] = []
    monkeypatch.setattr(processors, "CLAIM", f"dlgrade-test-{os.getpid()}")
    monkeypatch.setattr(processors, "_CLAIMS", made)
    yield made
    for one in made:
        one.close()


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Workers("fork") as workers:
        yield workers.start(2)


def test_a_worker_is_on_its_judges_processor_while_they_talk(worker: Worker) -> None:
    load(worker)
    call(worker, 0.0)
    assert os.sched_getaffinity(worker.process.pid) == os.sched_getaffinity(0)
    assert len(os.sched_getaffinity(0)) == 1
    worker.end()


def test_both_may_run_anywhere_when_one_has_taken_long() -> None:
    before = os.sched_getaffinity(0)
    with Workers("fork") as workers:
        started = workers.start(2)
        load(started)
        call(started, 0.2)
        assert os.sched_getaffinity(started.process.pid) == os.sched_getaffinity(0) == before
        started.end()


def test_a_judge_may_run_anywhere_when_its_worker_has_ended() -> None:
    before = os.sched_getaffinity(0)
    with Workers("fork") as workers:
        started = workers.start(2)
        load(started)
        started.end()
        assert os.sched_getaffinity(0) == before


def test_a_judge_is_not_left_behind_where_its_worker_cannot_be_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    before, real = os.sched_getaffinity(0), os.sched_setaffinity

    def mine_alone(process: int, where: set[int]) -> None:
        if process:
            raise PermissionError
        real(process, where)

    monkeypatch.setattr(os, "sched_setaffinity", mine_alone)
    processors.Together(1).begin()
    assert os.sched_getaffinity(0) == before


def test_each_number_has_a_processor_of_its_own_as_far_as_they_go() -> None:
    found = processors.usable()
    settled = [in_a_thread(processors.settle, number) for number in range(len(found) + 1)]
    assert settled == [{one} for one in [*found, found[0]]]


def test_who_claims_gets_a_processor_that_nobody_has_claimed_until_there_is_none(claims: list[Any]) -> None:
    found = processors.usable()
    claimed = [in_a_thread(processors.claim) for _ in found]
    assert sorted(claimed, key=min) == [{one} for one in found]
    assert in_a_thread(processors.claim) == set(found)
    claims.pop().close()
    assert in_a_thread(processors.claim) == claimed[-1]


def test_a_process_is_brought_to_where_the_thread_runs_that_claimed(claims: list[Any]) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        mine = in_a_thread(lambda: (processors.claim(), processors.bring(other.pid)))
        assert os.sched_getaffinity(other.pid) == mine
        assert len(mine) == 1


@pytest.mark.parametrize(("more", "kept"), [(0, True), (1, False)])
def test_a_pool_as_large_as_the_machine_keeps_its_processes_apart_and_another_does_not(more: int, kept: bool) -> None:
    usable = set(processors.usable())
    with local(len(usable) + more) as pool:
        found = pool.submit(os.sched_getaffinity, 0).result()
    assert (len(found) == 1) if kept else (found == usable)


def test_a_system_that_knows_no_processors_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.sched_getaffinity(0)
    monkeypatch.delattr(os, "sched_setaffinity")
    monkeypatch.delattr(os, "sched_getaffinity")
    assert len(processors.usable()) == os.cpu_count()
    processors.settle(0)
    with Workers("fork") as workers:
        started = workers.start(2)
        load(started)
        number = started.process.pid
        monkeypatch.undo()
        assert os.sched_getaffinity(number) == os.sched_getaffinity(0) == before
        started.end()
