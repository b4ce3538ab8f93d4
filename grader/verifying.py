"""What `verify` does."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from rich.table import Table

from ..exercises.checking.verify import Report, verify
from ..reports.terminal import make_console
from .commands import NOT_PASSED, PASSED, chosen
from .messages import say

COLUMNS = ("exercise", "mistakes", "conventions", "seeds", "ms", "result")


def verify_all(names: Sequence[str], seeds: int, lang: str) -> int:
    """Verifies exercises over many seeds and prints a table; gives 1 on any breach."""
    exercises, _ = chosen(names, lang)
    console = make_console(sys.stdout)
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in COLUMNS:
        table.add_column(say(f"verify_{name}", lang), justify="left" if name in ("exercise", "result") else "right")
    good = 0
    for exercise in exercises:
        began = time.perf_counter()
        report = verify(exercise, range(seeds))
        took = 1000 * (time.perf_counter() - began) / seeds
        good += report.holds
        table.add_row(*_row(report, took, lang))
    console.print(table)
    console.print(say("verify_total", lang, good=good, total=len(exercises)))
    return PASSED if good == len(exercises) else NOT_PASSED


def _row(report: Report, took: float, lang: str) -> list[str]:
    breaches = "; ".join(f"{breach} ({count})" for breach, count in report.breaches.items())
    counts = (report.mistakes, report.conventions, report.seeds)
    return [report.exercise, *map(str, counts), f"{took:.1f}", breaches or say("verify_holds", lang)]
