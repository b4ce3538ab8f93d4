"""Functions that give nothing back: the sentence names the function, not a shape that was never there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers

AFFINE = """
class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b
    def forward(self, x):
        self.x = x
        {forward} x @ self.W + self.b
    def backward(self, dout):
        self.dW, self.db = self.x.T @ dout, {db}
        {backward} dout @ self.W.T
"""
SUM = "dout.sum(axis=0)"


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers() as some:
        yield some


def told(workers: Workers, folder: Path, name: str, code: str) -> str:
    (folder / "mine.py").write_text(code)
    task = Task(collect(folder), [catalogue.exercises()[name]], (), 3, "en", "mine")
    found = grade(task, workers).exercises[0]
    assert found.cause is not None
    return found.cause.text


@pytest.mark.parametrize(
    ("name", "code", "says"),
    [
        ("affine", AFFINE.format(forward="out =", backward="return", db=SUM), "`forward` gives back None"),
        ("affine", AFFINE.format(forward="return", backward="dx =", db=SUM), "`backward` gives back None"),
        ("sigmoid", "def sigmoid(x):\n    print(1 / (1 + 2.718281828459045**-x))\n", "`sigmoid` gives back None"),
        ("sigmoid", "def sigmoid(x):\n    yield 0 * x\n", "`sigmoid` gives back generator"),
    ],
)
def test_a_return_that_is_missing_is_told(name: str, code: str, says: str, workers: Workers, tmp_path: Path) -> None:
    assert says in told(workers, tmp_path, name, code)


def test_a_wrong_value_is_told_as_such(workers: Workers, tmp_path: Path) -> None:
    code = AFFINE.format(forward="return", backward="return", db="dout.sum()")
    assert "None" not in told(workers, tmp_path, "affine", code)
