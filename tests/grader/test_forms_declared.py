"""`[forms]` in dlgrade.toml, through the real wall: not right without it, right with it, and said on the record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader.batch.task import Parcel, grade_parcel
from dlgrade.grader.changes import Changes
from dlgrade.grader.collect import CollectError, bundle, collect
from dlgrade.grader.giving_up import source
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers
from dlgrade.reports.record import Exercise

LOSS = """
import numpy as np

def sum_squared_error(first, second):
    if np.any(first > 2):
        raise ValueError("a target")
    return 0.5 * np.sum((second - first) ** 2)

def cross_entropy_error(one, two):
    two, one = np.atleast_2d(two), np.asarray(one)
    if one.size != two.size:
        one = np.eye(two.shape[1])[one.reshape(-1)]
    return -(one.reshape(two.shape) * np.log(two + 1e-7)).sum() / len(two)

class SoftmaxWithLoss:
    def forward(self, first, second):
        z = second - second.max(axis=1, keepdims=True)
        self.y = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        self.t = np.eye(second.shape[1])[first] if first.ndim == 1 else first
        return -(self.t * np.log(self.y + 1e-7)).sum() / len(first)
    def backward(self, dout=1):
        return dout * (self.y - self.t) / len(self.t)
"""

GATES = '''
import numpy as np

def sigmoid(x):
    return 1 / (1 + np.exp(-x))

class LSTM:
    """Columns in the order output, new information, forget, input."""

    def __init__(self, Wx, Wh, b):
        self.params = [Wx, Wh, b]

    def forward(self, x, h_prev, c_prev):
        Wx, Wh, b = self.params
        o, g, f, i = np.split(x @ Wx + h_prev @ Wh + b, 4, axis=1)
        self.o, self.g, self.f, self.i = sigmoid(o), np.tanh(g), sigmoid(f), sigmoid(i)
        self.x, self.h, self.c = x, h_prev, c_prev
        self.new = self.f * c_prev + self.g * self.i
        return self.o * np.tanh(self.new), self.new

    def backward(self, dh, dc):
        Wx, Wh, b = self.params
        tc = np.tanh(self.new)
        do = dh * tc * self.o * (1 - self.o)
        dc = dc + dh * self.o * (1 - tc**2)
        df = dc * self.c * self.f * (1 - self.f)
        di = dc * self.g * self.i * (1 - self.i)
        dg = dc * self.i * (1 - self.g**2)
        dA = np.hstack([do, dg, df, di])
        self.grads = [self.x.T @ dA, self.h.T @ dA, dA.sum(axis=0)]
        return dA @ Wx.T, dA @ Wh.T, DC_PREV
'''

CHANNELS = """
import numpy as np

class Convolution:
    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def forward(self, x):
        FH, FW, C, FN = self.W.shape
        p, s = self.pad, self.stride
        self.shape, self.x = x.shape, np.pad(x, ((0, 0), (p, p), (p, p), (0, 0)))
        N, H, W, _ = self.x.shape
        out = np.empty((N, (H - FH) // s + 1, (W - FW) // s + 1, FN))
        for i in range(out.shape[1]):
            for j in range(out.shape[2]):
                window = self.x[:, i * s : i * s + FH, j * s : j * s + FW]
                out[:, i, j] = np.tensordot(window, self.W, 3) + self.b
        return out

    def backward(self, dout):
        FH, FW, C, FN = self.W.shape
        p, s = self.pad, self.stride
        dx, self.dW, self.db = np.zeros_like(self.x, float), np.zeros(self.W.shape), dout.sum(axis=(0, 1, 2))
        for i in range(dout.shape[1]):
            for j in range(dout.shape[2]):
                here = np.s_[:, i * s : i * s + FH, j * s : j * s + FW]
                self.dW += np.tensordot(self.x[here], dout[:, i, j], (0, 0))
                dx[here] += np.tensordot(dout[:, i, j], self.W, (1, 3))
        _, H, W, _ = self.shape
        return dx[:, p : p + H, p : p + W]

class Pooling:
    def __init__(self, pool_h, pool_w, stride=1, pad=0):
        self.size, self.stride, self.pad = (pool_h, pool_w), stride, pad

    def forward(self, x):
        (h, w), s, p = self.size, self.stride, self.pad
        self.shape, self.x = x.shape, np.pad(x, ((0, 0), (p, p), (p, p), (0, 0)))
        N, H, W, C = self.x.shape
        out = np.empty((N, (H - h) // s + 1, (W - w) // s + 1, C), x.dtype)
        for i in range(out.shape[1]):
            for j in range(out.shape[2]):
                out[:, i, j] = self.x[:, i * s : i * s + h, j * s : j * s + w].max(axis=(1, 2))
        self.out = out
        return out

    def backward(self, dout):
        (h, w), s, p = self.size, self.stride, self.pad
        dx = np.zeros(self.x.shape)
        for i in range(dout.shape[1]):
            for j in range(dout.shape[2]):
                here = np.s_[:, i * s : i * s + h, j * s : j * s + w]
                dx[here] += (self.x[here] == self.out[:, i : i + 1, j : j + 1]) * dout[:, i : i + 1, j : j + 1]
        _, H, W, _ = self.shape
        return dx[:, p : p + H, p : p + W]
"""

MINE = """
class MyAdam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr, self.b1, self.b2, self.t, self.m, self.v = lr, beta1, beta2, 0, None, None
    def update(self, params, grads):
        if isinstance(params, dict):
            return
        if self.m is None:
            self.m, self.v = [0 * p for p in params], [0 * p for p in params]
        self.t += 1
        for i, (p, g) in enumerate(zip(params, grads)):
            self.m[i] = self.b1 * self.m[i] + (1 - self.b1) * g
            self.v[i] = self.b2 * self.v[i] + (1 - self.b2) * g * g
            p -= self.lr * (self.m[i] / (1 - self.b1**self.t)) / ((self.v[i] / (1 - self.b2**self.t)) ** 0.5 + 1e-8)
"""


@pytest.fixture(scope="module")
def workers():
    with Workers() as started:
        yield started


def graded(workers: Workers, folder: Path, name: str, code: str, settings: str = "") -> Exercise:
    (folder / "mine.py").write_text(code, encoding="utf-8")
    (folder / "dlgrade.toml").write_text(settings, encoding="utf-8")
    exercise = catalogue.named(name)
    assert exercise is not None
    return grade(Task(collect(folder), [exercise], [], 5, "en", "mine"), workers).exercises[0]


def said(one: Exercise) -> str:
    return " ".join(one.advice)


def test_an_order_of_arguments_that_names_do_not_tell(workers: Workers, tmp_path: Path) -> None:
    settings = '[forms]\nsum_squared_error = ["t", "y"]\ncross_entropy_error = ["t", "y"]\n'
    one = graded(workers, tmp_path, "cross-entropy", LOSS, settings)

    assert one.state == "pass", one.cause
    assert "As dlgrade.toml says, the arguments of cross_entropy_error were handed over in the order (t, y)" in said(
        one
    )


def test_an_order_of_a_method_s_arguments(workers: Workers, tmp_path: Path) -> None:
    without = graded(workers, tmp_path, "softmax-with-loss", LOSS)
    settings = '[forms.SoftmaxWithLoss]\narguments.forward = ["t", "x"]\n'
    one = graded(workers, tmp_path, "softmax-with-loss", LOSS, settings)

    assert without.state != "pass"
    assert one.state == "pass", one.cause
    assert "SoftmaxWithLoss.forward were handed over in the order (t, x)" in said(one)


def test_the_order_that_is_declared_is_the_one_that_is_taken_even_where_it_is_wrong(
    workers: Workers, tmp_path: Path
) -> None:
    code = "import numpy as np\ndef l2_penalty(W, lam):\n    return 0.5 * lam * np.sum(W**2)\n"
    code += "def l2_gradient(W, lam):\n    return lam * W\n"

    assert graded(workers, tmp_path, "l2", code).state == "pass"
    assert graded(workers, tmp_path, "l2", code, '[forms]\nl2_penalty = ["lam", "W"]\n').state != "pass"


def test_gates_in_the_declared_order(workers: Workers, tmp_path: Path) -> None:
    code, settings = GATES.replace("DC_PREV", "dc * self.f"), '[forms.LSTM]\ngates = "ogfi"\n'
    met, declared = graded(workers, tmp_path, "lstm", code), graded(workers, tmp_path, "lstm", code, settings)

    assert (met.state, met.convention) == ("pass", "gates")
    assert (declared.state, declared.convention) == ("pass", "")
    assert "the gates of LSTM stand in the order o, g, f, i" in said(declared)


@pytest.mark.parametrize(
    ("name", "symbol", "order"),
    [
        ("lstm", "LSTM", "oigf"),
        ("time-lstm", "TimeLSTM", "ifgo"),
        ("lstm-peephole", "PeepholeLSTM", "gofi"),
        ("gru", "GRU", "hrz"),
        ("time-gru", "TimeGRU", "rhz"),
    ],
)
@pytest.mark.parametrize("kept", ["[dWx, dWh, db]", "a dictionary", "attributes"])
def test_every_layer_with_gates_in_a_declared_order(
    workers: Workers, tmp_path: Path, name: str, symbol: str, order: str, kept: str
) -> None:
    """The reference in another order, and its gradients where learners keep them: it passes as the book's own."""
    exercise = catalogue.exercises()[name]
    settings = f'[forms.{symbol}]\ngates = "{order}"\n'
    one = graded(workers, tmp_path, name, reordered(exercise, symbol, order, kept), settings)

    assert one.state == "pass", (one.cause, one.advice)
    assert one.convention == ""
    assert f"the gates of {symbol} stand in the order {', '.join(order)}" in said(one)


def reordered(exercise: Any, symbol: str, order: str, kept: str) -> str:
    """The reference's source with a layer whose columns stand in another order, forward and backward."""
    book = exercise.symbols[symbol].gates
    keep = {
        "[dWx, dWh, db]": "self.grads = grads",
        "a dictionary": "self.grads = dict(zip(('Wx', 'Wh', 'b', 'p'), grads))",
        "attributes": "del self.grads; vars(self).update(zip(('dWx', 'dWh', 'db', 'dp'), grads))",
    }[kept]
    books = source(exercise).replace(f"class {symbol}", f"class Book{symbol}")
    return (
        books
        + f"""

def moved(array, old, new):
    blocks = dict(zip(old, np.split(array, len(old), axis=-1)))
    return np.concatenate([blocks[gate] for gate in new], axis=-1)


class {symbol}(Book{symbol}):
    def __init__(self, Wx, Wh, b, *rest, **options):
        super().__init__(*(moved(array, "{order}", "{book}") for array in (Wx, Wh, b)), *rest, **options)

    def backward(self, *douts):
        back = super().backward(*douts)
        grads = [*(moved(grad, "{book}", "{order}") for grad in self.grads[:3]), *self.grads[3:]]
        {keep}
        return back
"""
    )


def test_a_mistake_is_named_in_whatever_order_is_declared(workers: Workers, tmp_path: Path) -> None:
    one = graded(workers, tmp_path, "lstm", GATES.replace("DC_PREV", "dc"), '[forms.LSTM]\ngates = "ogfi"\n')

    assert one.cause is not None
    assert one.cause.label.startswith("f_not_in_dc")


@pytest.mark.parametrize(("name", "symbol"), [("conv", "Convolution"), ("max-pool", "Pooling")])
def test_channels_last(workers: Workers, tmp_path: Path, name: str, symbol: str) -> None:
    settings = f'[forms.{symbol}]\nchannels = "last"\n'

    assert graded(workers, tmp_path, name, CHANNELS).state != "pass"
    one = graded(workers, tmp_path, name, CHANNELS, settings)
    assert one.state == "pass", (one.cause, one.advice)
    assert f"{symbol} was given images as (N, H, W, C) and filters as (FH, FW, C, FN)" in said(one)


def test_a_filter_turned_round_is_named_with_channels_last(workers: Workers, tmp_path: Path) -> None:
    wrong = CHANNELS.replace("np.tensordot(window, self.W, 3)", "np.tensordot(window, self.W[::-1, ::-1], 3)")
    one = graded(workers, tmp_path, "conv", wrong, '[forms.Convolution]\nchannels = "last"\n')

    assert one.cause is not None
    assert one.cause.label.startswith("kernel_flipped")


@pytest.mark.parametrize(
    "settings",
    [
        '[symbols]\nAdam = "mine.py:MyAdam"\n[forms.Adam]\nparams = "list"\n',
        '[forms.Adam]\nplace = "mine.py:MyAdam"\nparams = "list"\n',
    ],
    ids=["two tables", "one table"],
)
def test_a_place_and_a_container(workers: Workers, tmp_path: Path, settings: str) -> None:
    assert graded(workers, tmp_path, "adam", MINE).state == "missing"
    one = graded(workers, tmp_path, "adam", MINE, settings)
    assert one.state == "pass", one.cause
    assert "Adam was given parameters and gradients as list" in said(one)
    assert one.source == "mine.py:2"


def test_a_container_that_is_declared_is_the_only_one_tried(workers: Workers, tmp_path: Path) -> None:
    settings = '[forms.Adam]\nplace = "mine.py:MyAdam"\nparams = "dict"\n'

    assert graded(workers, tmp_path, "adam", MINE, settings).state != "pass"


def test_a_form_that_is_declared_anew_makes_an_exercise_one_that_changed(
    workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "mine"
    folder.mkdir()
    exercise = catalogue.exercises()["lstm"]
    (folder / "mine.py").write_text(GATES.replace("DC_PREV", "dc * self.f"), encoding="utf-8")

    def changed() -> list[str]:
        return [one.id for one in Changes(folder, collect(folder), [exercise]).changed]

    assert changed() == ["lstm"]
    task = Task(collect(folder), [exercise], [], 5, "en", "mine")
    Changes(folder, collect(folder), [exercise]).save(grade(task, workers))
    assert changed() == []
    (folder / "dlgrade.toml").write_text('[forms.LSTM]\ngates = "ogfi"\n', encoding="utf-8")
    assert changed() == ["lstm"]


def test_a_wrong_entry_costs_one_learner_of_a_class_the_grading_and_says_why(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(MINE, encoding="utf-8")
    (tmp_path / "dlgrade.toml").write_text('[forms.LSTN]\ngates = "fgio"\n', encoding="utf-8")
    parcel = Parcel(bundle(tmp_path), ("adam",), (), 5, "ja", "mine", wall=False)

    assert "`LSTN`" in grade_parcel(parcel).unreadable


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('[forms.LSTM]\ngate = "fgio"\n', "unknown key `gate`; the nearest known one is `gates`"),
        ('[forms.Convolution]\nchannels = "lst"\n', "unknown value `lst`; the nearest known one is `last`"),
        ('[forms.LSTN]\ngates = "fgio"\n', "unknown symbol `LSTN`; the nearest known one is `LSTM`"),
        ('[forms.LSTM]\ngates = "ffio"\n', "write each of the letters f, g, i, o once"),
        ("[forms.LSTM]\ngates = 4\n", "must be one letter a gate"),
        ('[forms.Adam]\ngates = "fgio"\n', "says nothing, as this symbol has no gates"),
        ('[forms.Adam]\nchannels = "last"\n', "says nothing, as this symbol has no images"),
        ('[forms.LSTM]\nparams = "list"\n', "says nothing, as this symbol has no parameters to update"),
        ('[forms]\nsum_squared_error = ["t", "yy"]\n', "unknown argument `yy`; the nearest known one is `y`"),
        ('[forms]\nsum_squared_error = ["t", "t"]\n', "names an argument twice"),
        ("[forms]\nsum_squared_error = []\n", "must be a list of names"),
        ("[forms]\nsum_squared_error = 3\n", "must be a place"),
        ('[forms.LSTM]\narguments.forwards = ["x"]\n', "unknown method `forwards`; the nearest known one is `forward`"),
        ('[form]\nLSTM = "mine.py"\n', "unknown key `form`; the nearest known one is `forms`"),
        ('[symbols]\nAdam = "mine.py:A"\n[forms]\nAdam = "mine.py:B"\n', "keep one"),
        ('[symbols]\nAdamm = "mine.py:MyAdam"\n', "unknown symbol `Adamm`; the nearest known one is `Adam`"),
    ],
)
def test_a_wrong_entry_is_one_sentence_in_both_languages(
    workers: Workers, tmp_path: Path, settings: str, words: str
) -> None:
    with pytest.raises(CollectError, match=words) as caught:
        graded(workers, tmp_path, "adam", MINE, settings)

    texts = caught.value.texts
    assert texts["en"].endswith(".")
    assert texts["ja"].endswith("。")
    assert "dlgrade.toml" in texts["ja"]
