"""An exercise whose author made a mistake costs nobody a point, and no other exercise its verdict."""

from __future__ import annotations

from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.exercises.checking.exercise import Exercise, load
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers

SOURCE = "def step_function(x):\n    return x > 0\n\n\ndef identity_function(x):\n    return x\n"


@pytest.mark.parametrize("source", [SOURCE, "x = 1\n"])
def test_checks_that_cannot_be_imported_count_neither_way(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.py").write_text(source)
    whole = Exercise.module
    broken = load(catalogue.exercises()["step"].folder)
    monkeypatch.setattr(
        Exercise, "module", lambda self, name: _raises() if (self, name) == (broken, "checks") else whole(self, name)
    )
    exercises = [broken, catalogue.exercises()["identity"]]
    with Workers() as workers:
        record = grade(Task(collect(tmp_path / "mine.py"), exercises, [], 1, "en", "mine.py"), workers)

    first, second = record.exercises
    assert second.state == ("pass" if source == SOURCE else "missing")
    assert (first.state, first.max_points) == ("grader_error", 0)
    assert "SyntaxError" in first.advice[0]


def _raises() -> None:
    raise SyntaxError("of the author")
