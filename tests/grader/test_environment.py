"""The learner's environment is not a mistake: old NumPy names, missing libraries, half of an exercise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.worker.renamed import OLD
from dlgrade.grader.workers import Workers
from dlgrade.reports.record import Exercise

Graded = Callable[[str, str], Exercise]


@pytest.fixture(scope="module")
def workers() -> object:
    """Workers for the whole module."""
    with Workers() as workers:
        yield workers


@pytest.fixture
def graded(workers: Workers, tmp_path: Path) -> Graded:
    """Grades one exercise of a source text."""

    def one(name: str, text: str) -> Exercise:
        (tmp_path / "a.py").write_text(text, encoding="utf-8")
        exercise = catalogue.named(name)
        assert exercise is not None
        return grade(Task(collect(tmp_path), [exercise], [], 5, "en", "impl"), workers).exercises[0]

    return one


STEP = "import numpy as np\n\ndef step_function(x):\n    y = np.asarray(x) > 0\n    return y.astype(np.{})\n"


@pytest.mark.parametrize("name", ["int", "float", "float_"])
def test_a_name_that_numpy_no_longer_has_is_accepted_and_advised(graded: Graded, name: str) -> None:
    one = graded("step", STEP.format(name))

    assert one.state == "pass"
    assert any(f"np.{name}" in advice for advice in one.advice)


def test_a_name_that_numpy_has_is_not_remarked(graded: Graded) -> None:
    assert not any("Newer NumPy" in advice for advice in graded("step", STEP.format("float64")).advice)


def test_every_old_name_has_a_new_one() -> None:
    import numpy as np

    assert all(not isinstance(now, str) or hasattr(np, now) for now in OLD.values())


@pytest.mark.parametrize(
    "line",
    [
        "import matplotlib_that_is_not_there as plt",
        "from nowhere.at_all import *",
        "try:\n    import cupy as np\nexcept ImportError:\n    import numpy as np",
        "import numpy as np, nowhere_at_all",
    ],
)
def test_a_library_that_is_not_installed_costs_nothing(graded: Graded, line: str) -> None:
    text = f"import numpy as np\n{line}\n\ndef relu(x):\n    return np.maximum(x, 0)\n"

    assert graded("relu", text).state == "pass"


def test_a_library_that_is_not_installed_and_used_is_named(graded: Graded) -> None:
    one = graded("relu", "import cupy_not_there as cp\n\ndef relu(x):\n    return cp.maximum(x, 0)\n")

    assert one.state == "error"
    assert one.cause is not None
    assert "cupy_not_there" in one.cause.text


@pytest.mark.parametrize(
    "text",
    [
        "from tqdm import tqdm\ndef relu(x):\n    for _ in tqdm([0], desc='steps'):\n        x = np.maximum(x, 0)",
        "import tqdm.notebook as tq\ndef relu(x):\n    for _ in tq.trange(1, 3):\n        x = np.maximum(x, 0)",
        "import tqdm\ndef relu(x):\n    with tqdm.tqdm(total=1) as bar:\n        x = np.maximum(x, 0)\n"
        "        bar.update(1)\n        bar.set_description('done')",
    ],
)
def test_a_progress_bar_is_not_missed(graded: Graded, text: str) -> None:
    """Whether tqdm is installed or not."""
    assert graded("relu", f"import numpy as np\n{text}\n    return x\n").state == "pass"


def test_a_missing_function_of_several_costs_its_own_checks(graded: Graded) -> None:
    text = "def AND(x1, x2):\n    return int(x1 + x2 > 1)\n\ndef OR(x1, x2):\n    return int(x1 + x2 > 0)\n"
    one = graded("gates", text)

    assert one.state == "partial"
    assert 0 < one.points < one.max_points
    assert one.cause is not None
    assert "NAND" in one.cause.text


def test_an_attribute_of_another_name_is_said(graded: Graded) -> None:
    text = (
        "class Affine:\n"
        "    def __init__(self, W, b):\n        self.W, self.b = W, b\n"
        "    def __call__(self, x):\n        self.s, self.x = x.shape, x.reshape(len(x), -1)\n"
        "        return self.x @ self.W + self.b\n"
        "    def backward(self, dout):\n        self.grads = {'W': self.x.T @ dout, 'b': dout.sum(0)}\n"
        "        return (dout @ self.W.T).reshape(self.s)\n"
    )
    one = graded("affine", text)

    assert one.state == "pass"
    assert "`grads['W']` was read for `dW`." in one.advice
    assert "`__call__` was called for `forward`." in one.advice
