"""A definition that could not be made: what its own statement raised is told, at each check."""

from __future__ import annotations

from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers

MISSING = "from nowhere import njit\n@njit(cache=True)\ndef sigmoid(x):\n    return x\n"
BROKEN = "import nowhere as plt\ndef sigmoid(x, at=1 / 0, by=plt):\n    return x\n"
FURTHER = "import nowhere as plt\nscale = plt.figure()\ndef sigmoid(x, by=scale):\n    return x\n"
ABSENT = "ModuleNotFoundError was raised: No module named 'nowhere'"


@pytest.mark.parametrize(
    ("code", "says"),
    [(MISSING, ABSENT), (BROKEN, "ZeroDivisionError was raised"), (FURTHER, ABSENT)],
)
def test_what_kept_a_definition_from_being_made_is_the_cause(code: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(code)
    with Workers() as workers:
        task = Task(collect(tmp_path), [catalogue.exercises()["sigmoid"]], (), 3, "en", "mine")
        found = grade(task, workers).exercises[0]

    assert found.cause is not None
    assert says in found.cause.text
    assert not any("KeyError" in check.message for check in found.checks)
