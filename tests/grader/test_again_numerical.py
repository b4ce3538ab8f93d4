"""A gradient that backward computes numerically is right, and noted with the number of evaluations; others are not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader.collect import collect
from dlgrade.grader.giving_up import source
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers
from dlgrade.reports.record import Exercise

STEPS = """
import numpy as np


def slopes(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    for i in np.ndindex(*x.shape):
        kept = x[i]
        x[i] = kept + h
        above = f()
        x[i] = kept - h
        grad[i] = (above - f()) / (2 * h)
        x[i] = kept
    return grad
"""

LAYERS = {
    "sigmoid-layer": """
class Sigmoid:
    def forward(self, x):
        self.x = x
        return 1 / (1 + np.exp(-np.clip(x, -700, 700)))

    def backward(self, dout):
        x = self.x.astype(float)
        return slopes(lambda: np.sum(Sigmoid().forward(x) * dout), x)
""",
    "relu-layer": """
class Relu:
    def forward(self, x):
        self.x = x
        return np.maximum(x, 0)

    def backward(self, dout):
        x = self.x.astype(float)
        return slopes(lambda: np.sum(Relu().forward(x) * dout), x)
""",
    "affine": """
class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x.reshape(len(x), -1) @ self.W + self.b

    def backward(self, dout):
        x, W, b = self.x.astype(float), self.W.copy(), self.b.copy()
        loss = lambda: np.sum(Affine(W, b).forward(x) * dout)
        self.dW, self.db = slopes(loss, W), slopes(loss, b)
        return slopes(loss, x)
""",
    "softmax-with-loss": """
class SoftmaxWithLoss:
    def forward(self, x, t):
        self.x, self.t = x, t
        e = np.exp(x - x.max(axis=1, keepdims=True))
        y = e / e.sum(axis=1, keepdims=True)
        rows = t.argmax(axis=1) if t.ndim == 2 else t
        return -np.mean(np.log(y[np.arange(len(x)), rows] + 1e-7))

    def backward(self, dout=1):
        x = self.x.astype(float)
        return dout * slopes(lambda: SoftmaxWithLoss().forward(x, self.t), x)
""",
    "batchnorm": """
analytic = BatchNormalization.forward


def forward(self, x, train_flg=True):
    self.x = x
    return analytic(self, x, train_flg)


def backward(self, dout):
    x, gamma, beta = self.x.astype(float), self.gamma.copy(), self.beta.copy()
    loss = lambda: np.sum(BatchNormalization(gamma, beta).forward(x) * dout)
    self.dgamma, self.dbeta = slopes(loss, gamma), slopes(loss, beta)
    return slopes(loss, x)


BatchNormalization.forward, BatchNormalization.backward = forward, backward
""",
    "conv": """
analytic = Convolution.forward


def forward(self, x):
    self.x = x
    return analytic(self, x)


def backward(self, dout):
    x, W, b = self.x.astype(float), self.W.copy(), self.b.copy()
    loss = lambda: np.sum(Convolution(W, b, self.stride, self.pad).forward(x) * dout)
    self.dW, self.db = slopes(loss, W), slopes(loss, b)
    return slopes(loss, x)


Convolution.forward, Convolution.backward = forward, backward
""",
    "net-gradient": """
TwoLayerNet.gradient = lambda self, x, t: {
    key: slopes(lambda: self.loss(x, t), self.params[key]) for key in self.params
}
""",
}
ON_TOP = ("batchnorm", "conv", "net-gradient")
"""Written over the book's code; the others stand by themselves."""


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers() as some:
        yield some


def graded(workers: Workers, folder: Path, name: str, code: str, seed: int = 1) -> Exercise:
    (folder / "mine.py").write_text(code, encoding="utf-8")
    exercise = replace(catalogue.exercises()[name])
    # a network learns by 2,000 gradients, for which differences are too slow
    exercise.__dict__["checks"] = tuple(check for check in exercise.checks if not check.alone)
    task = Task(collect(folder), [exercise], (), seed, "en", "mine")
    return grade(task, workers).exercises[0]


def code_of(name: str) -> str:
    return (source(catalogue.exercises()[name]) if name in ON_TOP else "") + STEPS + LAYERS[name]


@pytest.mark.parametrize("name", LAYERS)
def test_a_numerical_backward_is_right_and_noted(workers: Workers, tmp_path: Path, name: str) -> None:
    one = graded(workers, tmp_path, name, code_of(name))

    assert (one.state, one.points) == ("pass", one.max_points), one
    assert one.numerical > 10
    assert f"backward evaluates forward {one.numerical} times" in " ".join(one.advice)


def test_the_evaluations_are_those_that_were_made(workers: Workers, tmp_path: Path) -> None:
    told = code_of("sigmoid-layer").replace("self.x = x\n", "self.x = x\n        print('forward', x.size)\n")

    one = graded(workers, tmp_path, "sigmoid-layer", told)

    sizes = {int(line.split()[1]) for line in one.output.splitlines()}
    assert one.numerical in {2 * size for size in sizes}


def test_complex_steps_are_exact_and_noted_all_the_same(workers: Workers, tmp_path: Path) -> None:
    code = LAYERS["sigmoid-layer"].replace("np.clip(x, -700, 700)", "x").replace(".astype(float)", ".astype(complex)")
    steps = "import numpy as np\n\n\ndef slopes(f, x):\n    grad = np.zeros(x.shape)\n"
    steps += "    for i in np.ndindex(*x.shape):\n        x[i] += 1e-30j\n        grad[i] = f().imag / 1e-30\n"
    steps += "        x[i] = x[i].real\n    return grad\n"

    one = graded(workers, tmp_path, "sigmoid-layer", steps + code)

    assert one.state == "pass"
    assert one.numerical > 3


def test_a_formula_of_differences_for_all_entries_at_once_is_noted(workers: Workers, tmp_path: Path) -> None:
    code = LAYERS["sigmoid-layer"].split("    def backward")[0]
    code += "    def backward(self, dout):\n        x = self.x\n"
    code += "        rise = self.forward(x + 1e-5) - self.forward(x - 1e-5)\n        return dout * rise / 2e-5\n"

    one = graded(workers, tmp_path, "sigmoid-layer", STEPS + code)

    assert (one.state, one.numerical) == ("pass", 2)


@pytest.mark.parametrize("step", ["h=1e-1", "h=1e-13"])
def test_differences_with_a_bad_step_are_wrong(workers: Workers, tmp_path: Path, step: str) -> None:
    one = graded(workers, tmp_path, "sigmoid-layer", code_of("sigmoid-layer").replace("h=1e-5", step))

    assert one.state != "pass"


def test_the_numerical_gradient_of_a_wrong_forward_is_no_right_gradient(workers: Workers, tmp_path: Path) -> None:
    wrong = code_of("affine").replace("@ self.W + self.b", "@ self.W + 2 * self.b")

    one = graded(workers, tmp_path, "affine", wrong)

    assert one.state != "pass"


def test_an_answer_that_is_slightly_off_without_evaluations_is_wrong(workers: Workers, tmp_path: Path) -> None:
    code = LAYERS["sigmoid-layer"].split("    def backward")[0]
    code += "    def backward(self, dout):\n        y = self.forward(self.x)\n"
    code += "        return dout * y * (1 - y) * (1 + 1e-8)\n"

    one = graded(workers, tmp_path, "sigmoid-layer", STEPS + code)

    assert one.state == "partial"
    assert one.numerical == 0


HONEST = {
    "recomputes": "        y, z = self.forward(self.x), 1 - self.forward(self.x)\n        return dout * y * z\n",
    "row by row": "        return np.stack([d * self.row(r) for d, r in zip(dout, self.x)])\n\n"
    "    def row(self, x):\n        y = Sigmoid().forward(x)\n        return y * (1 - y)\n",
    "number by number": "        return dout * np.array([slope(v) for v in self.x.flat]).reshape(self.x.shape)\n\n\n"
    "def slope(v):\n    y = 1 / (1 + np.exp(-v))\n    return y * (1 - y)\n",
}


@pytest.mark.parametrize("style", HONEST)
def test_an_analytic_backward_that_calls_a_lot_is_not_noted(workers: Workers, tmp_path: Path, style: str) -> None:
    code = LAYERS["sigmoid-layer"].split("    def backward")[0] + "    def backward(self, dout):\n" + HONEST[style]

    one = graded(workers, tmp_path, "sigmoid-layer", STEPS + code)

    assert (one.state, one.numerical) == ("pass", 0), one


@pytest.mark.parametrize("style", HONEST)
def test_an_analytic_backward_that_calls_a_lot_is_not_excused_for_being_slightly_off(
    workers: Workers, tmp_path: Path, style: str
) -> None:
    """The gradient is rounded to single precision on the way, which is as far off as differences are."""
    code = LAYERS["sigmoid-layer"].split("    def backward")[0] + "    def backward(self, dout):\n"
    code += "        return self.whole(dout).astype(np.float32).astype(float)\n\n    def whole(self, dout):\n"

    one = graded(workers, tmp_path, "sigmoid-layer", STEPS + code + HONEST[style])

    assert (one.state, one.numerical) == ("partial", 0), one
