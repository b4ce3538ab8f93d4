"""The clock on the wall ends what sleeps, and costs nobody a point whose machine is slow or stood still."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from dlgrade.exercises.checking.outcome import LearnerError
from dlgrade.grader import channel
from dlgrade.grader.channel import Worker
from dlgrade.grader.processes import Forked
from dlgrade.grader.worker.frames import Writer
from dlgrade.grader.workers import Workers

SLEEPS = "import time\n\n\ndef f(seconds):\n    time.sleep(seconds)\n    return 1.0\n"
COMPUTES = "import time\n\n\ndef f(seconds):\n    while time.process_time() < seconds:\n        pass\n    return 1.0\n"


def nothing(value: Any) -> Any:
    raise TypeError(value)


def asked(worker: Worker, source: str, seconds: float) -> None:
    writer = Writer(nothing)
    module = ["m", "m.py", writer.value(np.frombuffer(source.encode(), np.uint8)), False, None]
    worker.request({"op": "load", "modules": [module], "aliases": [], "symbols": {"f": ["m", "f"]}}, writer)
    worker.request({"op": "call", "symbol": "f", "args": [seconds], "kwargs": {}})


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[float], Worker]]:
    """Starts workers whose clock runs for that many seconds."""
    with Workers("fork") as workers:

        def start(seconds: float) -> Worker:
            monkeypatch.setattr(channel, "WALL_SHARE", seconds / 2)
            return workers.start(2)

        yield start


@dataclass
class StandsStill:
    """A channel on which all clocks jump while it is waited for, as on a machine that was put to sleep."""

    sock: Any
    jump: Callable[[], None]

    def recv(self, size: int) -> Any:
        self.jump()
        return self.sock.recv(size)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.sock, name)


def test_a_machine_that_stood_still_takes_no_time_from_anybody(
    started: Callable[[float], Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = started(20.0)
    real, ahead = time.monotonic, [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: real() + ahead[0])

    def jump() -> None:
        ahead[0] += 1000.0

    worker.process.channel = StandsStill(worker.process.channel, jump)  # type: ignore[assignment]
    asked(worker, SLEEPS, 0.2)

    assert ahead[0] >= 2000.0
    worker.end()


def test_who_sleeps_is_ended(started: Callable[[float], Worker]) -> None:
    with pytest.raises(LearnerError) as error:
        asked(started(0.2), SLEEPS, 1000.0)

    assert error.value.state == "timeout"
    assert "in 0.2 s and hardly computed" in error.value.text.en
    assert "loop" not in error.value.text.en


def test_who_stands_ready_and_gets_no_processor_is_given_more_time_but_not_for_ever(
    started: Callable[[float], Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Forked, "waited", lambda self: time.monotonic())

    worker = started(0.2)
    asked(worker, SLEEPS, 0.5)
    worker.end()
    with pytest.raises(LearnerError) as error:
        asked(started(0.05), SLEEPS, 1000.0)

    assert error.value.state == "timeout"


def test_who_computes_on_is_ended_where_the_kernel_does_not_see_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "WALL_SHARE", 0.5)
    with Workers("fork", off=frozenset({"rlimits"})) as workers:
        worker = workers.start(1)
        with pytest.raises(LearnerError) as error:
            asked(worker, COMPUTES, 1000.0)

    assert error.value.state == "timeout"
    assert "time limit of 1 s; look for a loop" in error.value.text.en
    assert worker.ending is not None
    assert worker.ending.cpu < 4


@pytest.mark.skipif(not os.path.exists("/proc/self/schedstat"), reason="this kernel does not count who waits")
def test_time_that_a_worker_waits_for_a_processor_is_known(started: Callable[[float], Worker]) -> None:
    worker = started(60.0)
    core = {min(os.sched_getaffinity(0))}
    os.sched_setaffinity(worker.process.pid, core)
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as other:
        os.sched_setaffinity(other.pid, core)
        asked(worker, COMPUTES, 0.2)
        waited = worker.process.waited()
        other.kill()

    assert waited > 0.02
    worker.end()
