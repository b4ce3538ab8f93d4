"""Where the time of a class goes: `python tests/benchmarks/class_profile.py [COUNT]` (60).

`dlgrade batch` runs in one process here, the pool included, so that one clock sees all. Each part below is timed
without the parts that it calls. What a worker computes for the learner is
in "waiting for a worker", with the way there and back; `class_floor.py` says how much of it a bare fork would take.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any

from class_of import NINE, make_class
from dlgrade.exercises import catalogue
from dlgrade.exercises.checking import diagnose, judge, standards
from dlgrade.grader import attempts, channel, cli, grading, remote, workers
from dlgrade.grader.batch import commands, publish, run, store, task, work


class Clock:
    """Time by part, each without the parts inside it."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._open = ["the rest"]
        self._since = time.perf_counter()

    def enter(self, part: str) -> None:
        self._turn()
        self._open.append(part)

    def leave(self) -> None:
        self._turn()
        self._open.pop()

    def _turn(self) -> None:
        now = time.perf_counter()
        self.spent[self._open[-1]] += now - self._since
        self._since = now


PARTS: list[tuple[str, Any, str]] = [
    ("exercises and questions read from their files", catalogue, "items"),
    ("reading submissions", work, "_bundle"),
    ("reading submissions", task, "understood"),
    ("planning what a worker loads", grading, "plan"),
    ("starting a worker", workers.Workers, "start"),
    ("ending a worker", channel.Worker, "end"),
    ("loading the learner's code", remote.Remote, "_load"),
    ("waiting for a worker: calls, and what the learner computes", channel.Worker, "request"),
    ("checks, proxies, packing of arguments", attempts, "judge_submitted"),
    ("the reference's answers", standards, "run_all"),
    ("comparing", judge.Run, "differences"),
    ("comparing", judge.Run, "verdict"),
    ("naming the mistake", diagnose, "diagnose"),
    ("verdicts as JSON", task, "part_to_json"),
    ("the store", store.Store, "set_entry"),
    ("the store", store.Store, "verdicts"),
    ("the store", publish._Writer, "_note"),
    ("has a page changed?", publish.Sheet, "digest"),
    ("records for pages", publish.Sheet, "record"),
    ("pages of learners, written", publish, "write_report"),
    ("the page of the class", publish, "write_class"),
    ("grading, records", task, "grade_parcel"),
    ("grading, records", run, "grade_parcel"),
]


class Here(Executor):
    """Runs what it is given at once."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(function(*args, **kwargs))
        except BaseException as error:
            future.set_exception(error)
        return future


def timed(clock: Clock, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def run_timed(*args: Any, **kwargs: Any) -> Any:
        clock.enter(part)
        try:
            return function(*args, **kwargs)
        finally:
            clock.leave()

    return run_timed


def main(count: int) -> None:
    """Prints a line a part."""
    with tempfile.TemporaryDirectory() as top:
        make_class(Path(top, "in"), count, 1, odd=False)
        clock = Clock()
        for part, owner, name in PARTS:
            setattr(owner, name, timed(clock, part, getattr(owner, name)))
        commands.local = lambda jobs: Here()
        options = ["--out", f"{top}/out", "--jobs", "1", "--seed", "7", "--only", ",".join(NINE), "--lang", "en"]
        with suppress(SystemExit):
            cli.main(["batch", f"{top}/in", *options])
        clock.enter("")
    whole = sum(clock.spent.values())
    print(f"{count} submissions of nine tasks in one process: {whole:.1f} s, {1000 * whole / count:.0f} ms each")
    for part, spent in sorted(clock.spent.items(), key=lambda item: -item[1]):
        print(f"{100 * spent / whole:5.1f} %  {1000 * spent / count:7.2f} ms  {part}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
