"""Something breaks in the middle of a grading. Once: the verdicts are right. For good: the record says so."""

from __future__ import annotations

import errno
import gc
import os
import random
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader import channel, processes, workers
from dlgrade.grader.collect import collect
from dlgrade.grader.faults import explained
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers, WorkersError
from dlgrade.reports.serial import to_json

from .breaking import READING, always, breaks, once, raising
from .conftest import CODE

EXERCISES = ("sigmoid", "relu")
MOMENTS = [random.Random(seed).randint(2, 20) for seed in range(3)]


class Bench:
    """One submission, graded in this process as often as wanted."""

    def __init__(self, folder: Path, some: Workers) -> None:
        self.folder, self.workers = folder, some
        self.right = self.record()

    def record(self) -> str:
        """The record as text, without times and layers; the workers are the ones that all share."""
        exercises = [catalogue.exercises()[name] for name in EXERCISES]
        task = Task(collect(self.folder), exercises, (), 7, "en", str(self.folder))
        record = grade(task, self.workers)
        self.states = {one.id: one.state for one in record.exercises}
        self.worth = record.max_points
        self.told = " ".join(advice for one in record.exercises for advice in one.advice)
        return to_json(record, times=False)

    def unjudged(self, said: str) -> None:
        """Nothing counts, and the record says why."""
        self.record()
        assert set(self.states.values()) == {"grader_error"}
        assert self.worth == 0
        assert said in self.told


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("bench")
    (folder / "a.py").write_text(CODE, encoding="utf-8")
    with Workers("fork") as some:
        made = Bench(folder, some)
        assert made.states == {"sigmoid": "pass", "relu": "fail"}
        yield made


def standing(bench: Bench) -> tuple[Any, ...]:
    """What must not grow: descriptors, threads, folders, processes."""
    gc.collect()
    assert bench.workers.zygote is not None
    pid = bench.workers.zygote.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    folders = [entry for entry in os.listdir(bench.workers.folder) if entry != "zygote.log"]
    return len(os.listdir("/proc/self/fd")), threading.active_count(), folders, children


@pytest.fixture(autouse=True)
def nothing_left(bench: Bench) -> Iterator[None]:
    bench.workers.start(1).end()  # so that a warm parent that was ended is replaced
    before = standing(bench)
    yield
    bench.workers.start(1).end()
    assert standing(bench) == before


def killing(worker: Any, *args: Any, **kwargs: Any) -> None:
    """As the kernel does where memory is short: without a word, and not by the judge."""
    os.kill(worker.process.pid, signal.SIGKILL)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_worker_that_the_machine_takes_costs_nothing(
    bench: Bench, moment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = breaks(monkeypatch, channel.Worker, "request", once(moment), killing)
    assert bench.record() == bench.right
    assert broken.broken == 1


def test_workers_that_the_machine_always_takes_are_no_crash_of_the_learners(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks(monkeypatch, channel.Worker, "request", always, killing)
    bench.unjudged("the machine ended a worker")


def test_a_worker_that_held_much_when_the_machine_took_it_ran_out_of_memory(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "MUCH", 1)
    breaks(monkeypatch, channel.Worker, "request", always, killing)
    bench.record()
    assert set(bench.states.values()) == {"memory"}


@pytest.mark.parametrize("moment", [1, 2])
def test_a_warm_parent_that_the_machine_takes_costs_nothing(
    bench: Bench, moment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kill(some: Workers, *args: Any) -> None:
        assert some.zygote is not None
        some.zygote.process.kill()

    broken = breaks(monkeypatch, Workers, "start", once(moment), kill)
    assert bench.record() == bench.right
    assert broken.broken == 1


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_socket_that_closes_on_our_side_costs_nothing(
    bench: Bench, moment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = breaks(
        monkeypatch, channel.Worker, "request", once(moment), lambda worker, *a, **k: worker.process.channel.close()
    )
    assert bench.record() == bench.right
    assert broken.broken == 1


def test_sockets_that_always_close_on_our_side_are_no_crash_of_the_learners(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks(monkeypatch, channel.Worker, "request", always, lambda worker, *a, **k: worker.process.channel.close())
    bench.unjudged("the channel to a worker failed")


ASKED = {
    "a pair of sockets (EMFILE)": (socket, "socketpair", errno.EMFILE),
    "a pipe (ENFILE)": (os, "pipe", errno.ENFILE),
    "a folder (ENOSPC)": (workers.Path, "mkdir", errno.ENOSPC),
    "a folder (EIO)": (workers.Path, "mkdir", errno.EIO),
}


@pytest.mark.parametrize("what", ASKED)
def test_what_a_worker_needs_and_is_refused_once_costs_nothing(
    bench: Bench, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, name, number = ASKED[what]
    broken = breaks(monkeypatch, owner, name, once(1), raising(number))
    assert bench.record() == bench.right
    assert broken.broken == 1


@pytest.mark.parametrize("what", ASKED)
def test_what_a_worker_needs_and_is_always_refused_is_told(
    bench: Bench, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, name, number = ASKED[what]
    breaks(monkeypatch, owner, name, always, raising(number))
    bench.unjudged(os.strerror(number))
    monkeypatch.undo()


def refused(zygote: Any, request: dict[str, Any], descriptors: Any = ()) -> None:
    """As the warm parent answers where the kernel gives it no process."""
    if "reap" not in request:
        raise WorkersError(os.strerror(errno.EAGAIN))


@pytest.mark.parametrize("moment", [1, 2, 3])
def test_a_fork_that_fails_once_costs_nothing(bench: Bench, moment: int, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = breaks(monkeypatch, processes.Zygote, "fork", once(moment), raising(errno.EAGAIN))
    assert bench.record() == bench.right
    assert broken.broken == (moment <= broken.calls)


def test_forks_that_always_fail_are_told(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    breaks(monkeypatch, processes.Zygote, "ask", always, refused)
    bench.unjudged("Resource temporarily unavailable")
    monkeypatch.undo()


def no_thread(*args: Any, **kwargs: Any) -> None:
    """As Python says it."""
    raise RuntimeError("can't start new thread")


def test_a_thread_that_cannot_be_had_once_costs_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = breaks(monkeypatch, threading.Thread, "start", once(1), no_thread)
    assert bench.record() == bench.right
    assert broken.broken == 1


def test_threads_that_cannot_be_had_are_told(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    breaks(monkeypatch, threading.Thread, "start", always, no_thread)
    bench.unjudged("can't start new thread")
    monkeypatch.undo()


@pytest.mark.parametrize("call", ["lstat", "open"])
@pytest.mark.parametrize("number", READING, ids=errno.errorcode.get)
def test_a_file_that_the_machine_fails_to_read_is_not_one_that_was_not_handed_in(
    bench: Bench, number: int, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Any, *args: Any, **kwargs: Any) -> None:
        if str(path).endswith("a.py"):
            raise OSError(number, os.strerror(number), str(path))

    broken = breaks(monkeypatch, os, call, always, fail)
    with pytest.raises(OSError) as caught:
        collect(bench.folder)
    monkeypatch.undo()
    assert broken.broken
    for lang in ("ja", "en"):
        sentence, status = explained(caught.value, lang, bench.folder)  # type: ignore[arg-type]
        assert status == 3
        assert os.strerror(number) in sentence and "a.py" in sentence
        assert "\n" not in sentence


class Clock:
    """The clock of this process, which jumps."""

    def __init__(self, jumps: dict[int, float]) -> None:
        self.real, self.jumps = time.monotonic, jumps
        self.calls, self.off = 0, 0.0

    def __call__(self) -> float:
        self.calls += 1
        self.off += self.jumps.get(self.calls, 0.0)
        return self.real() + self.off


@pytest.mark.parametrize("moment", [5, 40, 41, 42, 43, 44, 45, 90])
def test_an_hour_that_passes_while_the_machine_stands_still_costs_nothing(
    bench: Bench, moment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock({moment: 3600.0})
    monkeypatch.setattr(time, "monotonic", clock)
    record = bench.record()
    monkeypatch.undo()
    assert clock.off == 3600.0
    assert record == bench.right


def test_the_clock_of_the_day_may_go_back(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    real = time.time
    monkeypatch.setattr(time, "time", lambda: -real())
    assert bench.record() == bench.right
