"""A definition that was not found, and what stands nearest to it: the advice says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("class affine:\n    pass\n", "its name is another; call it `Affine`"),
        ("def affine(x, W, b):\n    return x @ W + b\n", "`affine` at mine.py:1 does not count, as it is a function"),
        ("def main():\n    class Affine:\n        pass\n", "`Affine` at mine.py:2 does not count, as it stands inside"),
        ("x = 1\n", ""),
    ],
)
def test_the_advice_names_what_stands_nearest(code: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(code)
    with Workers() as workers:
        task = Task(collect(tmp_path), [catalogue.exercises()["affine"]], (), 3, "en", "mine")
        found = grade(task, workers).exercises[0]

    assert found.state == "missing"
    assert says in found.advice[-1]
    assert len(found.advice) == (2 if says else 1)


def test_a_method_that_is_indented_too_little_is_told(tmp_path: Path) -> None:
    code = "class Affine:\n    def __init__(self, W, b):\n        self.W = W\n\n\ndef forward(self, x):\n    return x\n"
    (tmp_path / "mine.py").write_text(code)
    with Workers() as workers:
        task = Task(collect(tmp_path), [catalogue.exercises()["affine"]], (), 3, "en", "mine")
        found = grade(task, workers).exercises[0]

    assert "`forward` at mine.py:6 stands outside the class `Affine`" in found.advice[0]
