"""A definition that was not found, and what stands nearest to it: the advice says what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers

BROKEN = "class Affine:\n    def forward(self, x)\n        return x\n"
CELL = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": BROKEN}
NOTEBOOK = {"cells": [CELL, {**CELL, "source": "x = 1"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}


@pytest.mark.parametrize(
    ("code", "says"),
    [
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


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("mine.py", BROKEN, "mine.py:2 cannot be read"),
        ("mine.ipynb", json.dumps(NOTEBOOK), "mine.ipynb cell 1 line 2 cannot be read"),
    ],
)
def test_where_what_cannot_be_read_seems_to_define_it_that_is_said(
    name: str, text: str, place: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text)
    (tmp_path / "other.py").write_text("x = 1\ndef draft(\n")
    (tmp_path / "right.py").write_text("x = 1\n")
    with Workers() as workers:
        task = Task(collect(tmp_path), [catalogue.exercises()["affine"]], (), 3, "en", "mine")
        found = grade(task, workers).exercises[0]

    assert found.state == "missing"
    assert len(found.advice) == 2 and found.advice[1].startswith(place)


def test_a_definition_that_is_spelt_in_another_case_counts_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(
        "import numpy as np\n\ndef leakyRelu(x, alpha=0.01):\n    return np.where(x > 0, x, alpha * x)\n"
    )
    with Workers() as workers:
        task = Task(collect(tmp_path), [catalogue.exercises()["leaky-relu"]], (), 3, "en", "mine")
        found = grade(task, workers).exercises[0]

    assert found.state == "pass"
    assert found.advice[0] == "There is no `leaky_relu`; `leakyRelu` at mine.py:3 was taken for it."


@pytest.mark.parametrize("kind", ["SimpleNamespace(forward=forward, backward=backward)", "Layer(forward, backward)"])
def test_a_function_that_gives_an_object_of_functions_stands_for_a_class(kind: str, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(f"""
from collections import namedtuple
from types import SimpleNamespace
Layer = namedtuple("Layer", "forward backward")

def MulLayer():
    kept = {{}}
    def forward(x, y):
        kept.update(x=x, y=y)
        return x * y
    def backward(dout):
        return dout * kept["y"], dout * kept["x"]
    return {kind}
""")
    with Workers() as workers:
        task = Task(collect(tmp_path), [catalogue.exercises()["mul-layer"]], (), 3, "en", "mine")
        assert grade(task, workers).exercises[0].state == "pass"
