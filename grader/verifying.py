"""What `verify` does."""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from rich.table import Table

from ..exercises.catalogue import named
from ..exercises.checking.exercise import Exercise
from ..exercises.checking.verify import Report, verify
from ..reports.terminal import make_console
from .commands import chosen
from .messages import say
from .status import NOT_PASSED, PASSED

COLUMNS = ("exercise", "mistakes", "conventions", "seeds", "ms", "result")
CHUNK = 25
"""Seeds a process verifies at a time."""


def verify_all(names: Sequence[str], seeds: int, jobs: int, lang: str) -> int:
    """Verifies exercises over many seeds and prints a table; gives 1 on any breach."""
    exercises, _ = chosen(names, lang)
    console = make_console(sys.stdout)
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in COLUMNS:
        table.add_column(say(f"verify_{name}", lang), justify="left" if name in ("exercise", "result") else "right")
    good = 0
    for report, took in _reports(exercises, seeds, jobs):
        good += report.holds
        table.add_row(*_row(report, 1000 * took / seeds, lang))
    console.print(table)
    console.print(say("verify_total", lang, good=good, total=len(exercises)))
    return PASSED if good == len(exercises) else NOT_PASSED


def _reports(exercises: Sequence[Exercise], seeds: int, jobs: int) -> Iterator[tuple[Report, float]]:
    """Each exercise's report and the processor seconds it took, by several processes where that pays."""
    chunks = [range(first, min(first + CHUNK, seeds)) for first in range(0, seeds, CHUNK)]
    if jobs == 1:
        yield from (_joined([_chunk(one.id, chunk) for chunk in chunks]) for one in exercises)
        return
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
        tasks = [[pool.submit(_chunk, one.id, chunk) for chunk in chunks] for one in exercises]
        for futures in tasks:
            yield _joined([future.result() for future in futures])


def _chunk(name: str, seeds: range) -> tuple[Report, float]:
    exercise = named(name)
    assert exercise is not None, "the name is that of an exercise"
    began = time.process_time()
    return verify(exercise, seeds), time.process_time() - began


def _joined(parts: Sequence[tuple[Report, float]]) -> tuple[Report, float]:
    whole, took = parts[0]
    for report, seconds in parts[1:]:
        whole.seeds += report.seeds
        whole.breaches += report.breaches
        took += seconds
    return whole, took


def _row(report: Report, milliseconds: float, lang: str) -> list[str]:
    breaches = "; ".join(f"{breach} ({count})" for breach, count in report.breaches.items())
    counts = (report.mistakes, report.conventions, report.seeds)
    return [report.exercise, *map(str, counts), f"{milliseconds:.1f}", breaches or say("verify_holds", lang)]
