"""What each exercise costs: `python tests/benchmarks/exercise_cost.py [ROUNDS] [ID …]`, the reference behind the wall.

A line an exercise: milliseconds through the wall (median of rounds), how often code on the other side is called and
how often it calls back, and milliseconds of the same checks in this process. Capstones are counted. The last line is
a whole submission of all right answers, as a ratio to a bare fork an exercise and the same computing in this process.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dlgrade.exercises import catalogue
from dlgrade.exercises.checking.exercise import Exercise
from dlgrade.exercises.checking.judge import judge
from dlgrade.exercises.checking.subject import Local
from dlgrade.grader import channel
from dlgrade.grader.collect import collect
from dlgrade.grader.giving_up import source
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers

SEED = 11
counts: Counter[str] = Counter()


def counted(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, counting its calls."""

    def count(*args: Any, **kwargs: Any) -> Any:
        counts[name] += 1
        return function(*args, **kwargs)

    return count


def walled(exercise: Exercise, workers: Workers, folder: Path) -> float:
    """Milliseconds of grading the reference as if it were a learner's."""
    path = folder / f"{exercise.id.replace('-', '_')}.py"
    path.write_text(source(exercise), encoding="utf-8")
    submission = collect(path)
    counts.clear()
    began = time.perf_counter()
    record = grade(Task(submission, [exercise], [], SEED, "en", path.name), workers)
    took = 1000 * (time.perf_counter() - began)
    if record.exercises[0].state != "pass":
        print(f"{exercise.id}: {record.exercises[0].state}, {record.exercises[0].cause}")
    return took


def here(exercise: Exercise) -> float:
    """Milliseconds of the same checks in this process; the reference's answers are known already."""
    began = time.perf_counter()
    judge(exercise, Local(exercise.reference), SEED)
    return 1000 * (time.perf_counter() - began)


def main(rounds: int, ids: list[str]) -> None:
    """Prints the table."""
    channel.Worker.request = counted("calls", channel.Worker.request)  # type: ignore[method-assign]
    channel.Worker._call_back = counted("callbacks", channel.Worker._call_back)  # type: ignore[method-assign]
    exercises = [one for one in catalogue.exercises().values() if not ids or one.id in ids]
    total, above = 0.0, []
    print(f"{'exercise':24} {'ms':>8} {'calls':>7} {'callbacks':>10} {'here ms':>8}")
    with Workers() as workers, tempfile.TemporaryDirectory() as top:
        for exercise in exercises:
            walled(exercise, workers, Path(top))  # the reference's answers are found out once a class
            took = statistics.median(walled(exercise, workers, Path(top)) for _ in range(rounds))
            own = statistics.median(here(exercise) for _ in range(rounds))
            total += own
            above += [exercise.id] if took > 1000 else []
            print(f"{exercise.id:24} {took:8.1f} {counts['calls']:7} {counts['callbacks']:10} {own:8.1f}", flush=True)
        submission = collect(Path(top))
        began = time.perf_counter()
        record = grade(Task(submission, exercises, [], SEED, "en", "all"), workers)
        whole = time.perf_counter() - began
    passed = sum(one.state == "pass" for one in record.exercises)
    floor = total / 1000 + len(exercises) * fork()
    print(f"above 1 s: {', '.join(above) or 'none'}")
    print(f"all in one folder: {passed} of {len(exercises)} pass, {whole:.2f} s, {whole / floor:.2f} x {floor:.2f} s")


def fork() -> float:
    """Seconds of a bare fork."""
    rounds = 20
    began = time.perf_counter()
    for _ in range(rounds):
        child = os.fork()
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)
    return (time.perf_counter() - began) / rounds


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5, sys.argv[2:])
