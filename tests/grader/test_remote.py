"""The learner's code as checks see it: many ways to write the same right answer, and what comes back of wrong ones."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers
from dlgrade.reports.record import Exercise

Graded = Callable[..., Exercise]


@pytest.fixture(scope="module")
def some() -> Iterator[Workers]:
    with Workers("fork") as found:
        yield found


@pytest.fixture
def graded(some: Workers, tmp_path: Path) -> Graded:
    """The verdict on one exercise of a submission of one file."""

    def run(name: str, code: str) -> Exercise:
        (tmp_path / "impl.py").write_text("import numpy as np\n\n\n" + textwrap.dedent(code), encoding="utf-8")
        exercise = replace(catalogue.exercises()[name], cpu_seconds=2)
        return grade(Task(collect(tmp_path), [exercise], (), 7, "en", str(tmp_path)), some).exercises[0]

    return run


LOSS = "return 0.5 * np.sum(({0} - {1}) ** 2)"
AFFINE = """
    class Affine:
        def __init__(self, {init}):
            {keep}

        def forward(self, x):
            self.shape = x.shape
            self.x = x.reshape(x.shape[0], -1)
            return self.x @ {W} + {b}

        def backward(self, dout):
            dW, db = self.x.T @ dout, dout.sum(axis=0)
            {grads}
            return (dout @ {W}.T).reshape(self.shape)
"""
OWN = {
    "init": "W, b",
    "keep": "self.W, self.b = W, b",
    "W": "self.W",
    "b": "self.b",
    "grads": "self.dW, self.db = dW, db",
}
GRADS = [
    "self.d_W, self.d_b = dW, db",
    "self.dw, self.dB = dW, db",
    "self.grads = [dW, db]",
    "self.grads = {'W': dW, 'b': db}",
    "self.grads = {'dW': dW, 'db': db}",
    "self.W_grad, self.b_grad = dW, db",
]
RIGHT = {
    "the book's": AFFINE.format(**OWN),
    **{grads: AFFINE.format(**{**OWN, "grads": grads}) for grads in GRADS},
    "other names": AFFINE.format(**{**OWN, "init": "weight, bias", "keep": "self.W, self.b = weight, bias"}),
    "the other order": AFFINE.format(**{**OWN, "init": "bias, weights", "keep": "self.W, self.b = weights, bias"}),
    "__call__": AFFINE.format(**OWN).replace("def forward", "def __call__"),
    "other methods": AFFINE.format(**OWN).replace("def forward", "def fprop").replace("def backward", "def bprop"),
    "*args": AFFINE.format(**{**OWN, "init": "*args", "keep": "self.W, self.b = args"}),
    "made with sizes": AFFINE.format(
        **{**OWN, "init": "n_in, n_out", "keep": "self.W, self.b = np.random.randn(n_in, n_out), np.zeros(n_out)"}
    ),
    "made with sizes, kept in a dictionary": AFFINE.format(
        **{
            **OWN,
            "init": "output_size, input_size",
            "keep": "self.params = {'W': np.zeros((input_size, output_size)), 'b': np.zeros(output_size)}",
            "W": "self.params['W']",
            "b": "self.params['b']",
        }
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_layer_written_in_another_way_is_right(name: str, graded: Graded) -> None:
    verdict = graded("affine", RIGHT[name])
    assert verdict.state == "pass", verdict
    assert any("sizes" in text for text in verdict.advice) == ("sizes" in name)


def test_a_layer_made_with_sizes_that_is_wrong_stays_wrong(graded: Graded) -> None:
    verdict = graded("affine", RIGHT["made with sizes"].replace("dout.sum(axis=0)", "dout.mean(axis=0)"))
    assert (verdict.state, verdict.cause and verdict.cause.label) == ("partial", "db_averaged")


OPTIMIZERS = {
    "the book's": ("lr=0.01", "params, grads", "for k in params: params[k] -= self.lr * grads[k]"),
    "replaced in the dictionary": (
        "lr=0.01",
        "params, grads",
        "for k in params: params[k] = params[k] - self.lr * grads[k]",
    ),
    "returned": ("lr=0.01", "params, grads", "return {k: params[k] - self.lr * grads[k] for k in params}"),
    "another rate": ("learning_rate=0.01", "params, grads", "for k in params: params[k] -= self.lr * grads[k]"),
    "eta": ("eta=0.01", "params, grads", "for k in params: params[k] -= self.lr * grads[k]"),
    "keyword only": ("*, eta=0.01", "params, grads", "for k in params: params[k] -= self.lr * grads[k]"),
    "the other order": ("lr=0.01", "grads, params", "for k in params: params[k] -= self.lr * grads[k]"),
    "itself returned": (
        "lr=0.01",
        "params, grads",
        "for k in params: params[k] -= self.lr * grads[k]\n        return self",
    ),
    "lists": ("lr=0.01", "params, grads", "for i in range(len(params)): params[i] -= self.lr * grads[i]"),
    "lists zipped": ("lr=0.01", "params, grads", "for p, g in zip(params, grads): p -= self.lr * g"),
    "one array in place": ("lr=0.01", "w, dw", "w -= self.lr * dw"),
    "one array returned": ("lr=0.01", "w, dw", "return w - self.lr * dw"),
    "one array, the other order": ("lr=0.01", "dw, w", "w -= self.lr * dw"),
}


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_an_optimizer_written_in_another_way_is_right(name: str, graded: Graded) -> None:
    init, update, body = OPTIMIZERS[name]
    rate = init.removeprefix("*, ").partition("=")[0]
    code = f"class SGD:\n    def __init__(self, {init}):\n        self.lr = {rate}\n\n"
    verdict = graded("sgd", f"{code}    def update(self, {update}):\n        {body}\n")
    assert verdict.state == "pass", verdict
    assert any("lists" in text for text in verdict.advice) == ("lists" in name)
    assert any("one array" in text for text in verdict.advice) == ("one array" in name)


def test_an_optimizer_of_one_array_keeps_the_state_of_each(graded: Graded) -> None:
    code = """
        class Momentum:
            def __init__(self, lr=0.01, momentum=0.9):
                self.lr, self.momentum, self.v = lr, momentum, None

            def update(self, w, dw):
                self.v = np.zeros_like(w) if self.v is None else self.v
                self.v = self.momentum * self.v - self.lr * dw
                w += self.v
    """
    assert graded("momentum", code).state == "pass"
    assert graded("momentum", code.replace("- self.lr", "+ self.lr")).points == 0


LOSSES = {
    "y, t": LOSS.format("y", "t"),
    "t, y": LOSS.format("y", "t"),
    "a_b, c_d": LOSS.format("a_b", "c_d"),
    "y_true, y_pred": LOSS.format("y_pred", "y_true"),
    "*args": LOSS.format("args[0]", "args[1]"),
    "y, t, *, scale=0.5": "return scale * np.sum((y - t) ** 2)",
    "y, t, **options": LOSS.format("y", "t"),
}


@pytest.mark.parametrize("names", LOSSES)
def test_a_loss_with_other_parameters_is_right(names: str, graded: Graded) -> None:
    assert graded("sse", f"def sum_squared_error({names}):\n    {LOSSES[names]}\n").state == "pass"


@pytest.mark.parametrize("names", ["a_b, c_d", "t, y", "y, t"])
def test_an_order_that_no_name_tells_is_found_by_trying(names: str, graded: Graded) -> None:
    first, second = names.split(", ")
    y, t = (second, first) if names != "y, t" else (first, second)
    code = f"def cross_entropy_error({names}):\n    y, t = np.atleast_2d({y}), np.asarray({t})\n"
    code += "    t = t.reshape(y.shape).argmax(axis=1) if t.size == y.size else t.reshape(-1)\n"
    code += "    return -np.mean(np.log(y[np.arange(len(y)), t] + 1e-7))\n"
    assert graded("cross-entropy", code).state == "pass"


NO_ARRAYS = {
    "None": "return None",
    "a text": "return 'right'",
    "a set": "return {0.5}",
    "a generator": "yield 0.5",
    "an object": "return object()",
    "a function": "return np.exp",
    "a type": "return float",
    "a module": "return np",
    "bytes": "return b'x'",
    "itself": "return sigmoid",
    "a list of objects": "return [object()] * len(np.ravel(x))",
    "an array of objects": "return np.array([object()])",
    "an array of texts": "return np.full(np.shape(x), 'a')",
    "a long number": "return 10 ** 4000",
    "a longer number": "return 10 ** 100_000",
    "a dictionary with keys that are tuples": "return {(1, 2): 3}",
    "a list in itself": "a = []; a.append(a); return a",
}


@pytest.mark.parametrize("name", NO_ARRAYS)
def test_what_is_no_array_fails_with_a_reason(name: str, graded: Graded) -> None:
    verdict = graded("sigmoid", f"def sigmoid(x):\n    {NO_ARRAYS[name]}\n")
    assert (verdict.state, verdict.points) == ("fail", 0), verdict
    assert verdict.cause is not None
    assert "RemoteObject" not in repr(verdict)


def test_the_type_of_what_came_back_is_named(graded: Graded) -> None:
    verdict = graded("sigmoid", "def sigmoid(x):\n    yield 0.5\n")
    assert any("generator" in check.message for check in verdict.checks)


def test_a_function_handed_in_gets_what_the_learner_gives_it(graded: Graded) -> None:
    code = """
        def numerical_gradient(f, x):
            grad, h = np.zeros_like(x), 1e-4
            for i in np.ndindex(x.shape):
                kept = x[i]
                x[i] = kept + h
                above = f(x)
                x[i] = kept - h
                grad[i] = (above - f(x)) / (2 * h)
                x[i] = kept
            return grad
    """
    assert graded("numerical-gradient", code).state == "pass"
    wrong = graded("numerical-gradient", code.replace("above = f(x)", "above = f('text')"))
    assert (wrong.state, wrong.points) == ("error", 0)
    objects = graded("numerical-gradient", code.replace("above = f(x)", "above = f(object())"))
    assert (objects.points, objects.state) == (0, "fail")


def test_arguments_changed_in_place_come_back_changed(graded: Graded) -> None:
    code = "def relu(x):\n    x[x < 0] = 0\n    return x\n"
    verdict = graded("relu", code)
    assert verdict.state != "pass"
    assert {check.id: check.state for check in verdict.checks}["pure"] == "fail"


def test_arguments_come_as_they_lie_in_memory(graded: Graded) -> None:
    code = "def sigmoid(x):\n    x = np.asarray(x)\n    print(x.flags.c_contiguous, x.flags.writeable)\n"
    verdict = graded("sigmoid", code + "    return 0.5 * (1 + np.tanh(x / 2))\n")
    assert verdict.state == "pass"
    assert "False True" in verdict.output


def test_a_module_longer_than_a_header_is_loaded(graded: Graded) -> None:
    filler = "".join(f"# {'x' * 100}\n" for _ in range(15_000))
    assert graded("sigmoid", f"{filler}def sigmoid(x):\n    return 0.5 * (1 + np.tanh(x / 2))\n").state == "pass"


def test_a_top_level_that_ends_the_script_costs_nothing_but_itself(graded: Graded) -> None:
    code = "import sys\nSCALE = 0.5\nsys.exit(0)\n\n\ndef sigmoid(x):\n    return SCALE * (1 + np.tanh(x / 2))\n"
    assert graded("sigmoid", code).state == "pass"
