"""What is said of code that misbehaves is true, and what has nothing to do with the answer costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers
from dlgrade.reports.page import render
from dlgrade.reports.record import Exercise, Record

Graded = Callable[..., Record]

SIGMOID = "import numpy as np\n\n\ndef sigmoid(x):\n{first}    return np.exp(-np.logaddexp(0, -np.asarray(x)))\n"

FILLED = """        try:
            while True:
                held.append(np.empty(size))
        except MemoryError:
            pass
"""


@pytest.fixture(scope="module")
def some() -> Iterator[Workers]:
    with Workers() as found:
        yield found


@pytest.fixture
def graded(some: Workers, tmp_path: Path) -> Graded:
    """The record of a submission of one file."""

    def run(name: str, code: str, workers: Workers | None = None) -> Record:
        (tmp_path / "impl.py").write_text(code, encoding="utf-8")
        exercise = replace(catalogue.exercises()[name], cpu_seconds=5)
        return grade(Task(collect(tmp_path), [exercise], (), 7, "en", str(tmp_path)), workers or some)

    return run


def cause(one: Exercise) -> str:
    return one.cause.text if one.cause else ""


def test_where_nothing_ran_nobody_is_warned_of_a_wall(graded: Graded) -> None:
    with Workers() as fresh:
        record = graded("sigmoid", "import numpy as np\n", fresh)
    assert record.exercises[0].state == "missing"
    assert record.wall.enforced
    assert not record.wall.layers
    assert 'id="wall"' not in render(record)


@pytest.mark.parametrize("kept", ["held = []", "held = globals().setdefault('kept', [])"])
def test_memory_that_is_used_up_piece_by_piece_is_told_as_such(graded: Graded, kept: str) -> None:
    filled = f"    for size in (1 << 22, 1 << 16, 1 << 14, 1 << 14):\n{FILLED}"
    pieces = f"    {kept}\n{filled}    held.append(np.empty(1 << 22))\n"
    one = graded("sigmoid", SIGMOID.format(first=pieces)).exercises[0]
    assert one.state == "memory"
    assert one.cause is not None
    assert one.cause.lines[-1].line == 12
