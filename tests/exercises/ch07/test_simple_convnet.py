"""SimpleConvNet: right networks in other styles pass, wrong ones do not and are named, some of both behind the wall."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from dlgrade.exercises.catalogue import exercises
from dlgrade.exercises.checking.diagnose import diagnose
from dlgrade.exercises.checking.judge import judge
from dlgrade.exercises.checking.subject import Local
from dlgrade.exercises.checking.verify import verify
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers
from dlgrade.reference.convnets import SimpleConvNet

ID = "simple-convnet"
HANDMADE = '''
import numpy as np


class SimpleCNN:
    """No layers: everything by hand, with windows as views. predict gives probabilities; grads are kept."""

    def __init__(self, input_shape, conv_params, hidden_size, output_size, weight_init_std=0.01):
        c, h, w = input_shape
        self.stride, self.pad = conv_params["stride"], conv_params["pad"]
        n, f = conv_params["filter_num"], conv_params["filter_size"]
        side = (h + 2 * self.pad - f) // self.stride + 1
        rng = np.random.default_rng(0)
        shapes = [(n, c, f, f), (n * (side // 2) ** 2, hidden_size), (hidden_size, output_size)]
        self.params = {}
        for i, shape in enumerate(shapes, 1):
            self.params[f"W{i}"] = (weight_init_std * rng.standard_normal(shape)).astype(np.float32)
            self.params[f"b{i}"] = np.zeros(shape[0] if i == 1 else shape[1], dtype=np.float32)

    def forward(self, x):
        p = self.params
        x = np.pad(x, ((0, 0), (0, 0), (self.pad, self.pad), (self.pad, self.pad)))
        f = p["W1"].shape[2]
        self.win = np.lib.stride_tricks.sliding_window_view(x, (f, f), (2, 3))[:, :, :: self.stride, :: self.stride]
        a1 = np.einsum("nchwij,fcij->nfhw", self.win, p["W1"], optimize=True) + p["b1"][:, None, None]
        z1 = np.maximum(a1, 0)
        n, k, h, w = z1.shape
        self.cells = z1.reshape(n, k, h // 2, 2, w // 2, 2)
        pooled = self.cells.max(axis=(3, 5))
        self.live = (a1 > 0) & (self.cells == pooled[:, :, :, None, :, None]).reshape(z1.shape)
        self.flat = pooled.reshape(n, -1)
        self.shape = pooled.shape
        self.a2 = self.flat @ p["W2"] + p["b2"]
        self.z2 = np.maximum(self.a2, 0)
        scores = self.z2 @ p["W3"] + p["b3"]
        e = np.exp(scores - scores.max(1, keepdims=True))
        return e / e.sum(1, keepdims=True)

    predict = forward

    def loss(self, x, t):
        return float(-(t * np.log(self.predict(x))).sum(1).mean())

    def accuracy(self, x, t):
        return float((self.predict(x).argmax(1) == t.argmax(1)).mean())

    def gradient(self, x, t):
        p, g = self.params, {}
        d3 = (self.predict(x) - t) / len(x)
        g["W3"], g["b3"] = self.z2.T @ d3, d3.sum(0)
        d2 = d3 @ p["W3"].T * (self.a2 > 0)
        g["W2"], g["b2"] = self.flat.T @ d2, d2.sum(0)
        d1 = (d2 @ p["W2"].T).reshape(self.shape)
        d1 = d1.repeat(2, 2).repeat(2, 3) * self.live
        g["W1"] = np.einsum("nchwij,nfhw->fcij", self.win, d1, optimize=True)
        g["b1"] = d1.sum((0, 2, 3))
        RETURN
'''


def made(code):
    space: dict[str, object] = {}
    exec(code, space)
    return space["SimpleCNN"]


class BatchesOfTheBook(SimpleConvNet):
    """Whole batches of 100 are counted, and the rest is lost."""

    def accuracy(self, x, t, batch_size=100):
        t, right = t.argmax(axis=1), 0.0
        for i in range(int(x.shape[0] / batch_size)):
            rows = slice(i * batch_size, (i + 1) * batch_size)
            right += np.sum(self.predict(x[rows]).argmax(axis=1) == t[rows])
        return right / x.shape[0]


class LoudNames(SimpleConvNet):
    def gradient(self, x, t):
        return {f"d{name}": grad for name, grad in super().gradient(x, t).items()}


class AsAList(SimpleConvNet):
    def gradient(self, x, t):
        return list(super().gradient(x, t).values())


RIGHT = {
    "handmade": (lambda: made(HANDMADE.replace("RETURN", "return g")), "probabilities"),
    "kept": (lambda: made(HANDMADE.replace("RETURN", "self.grads = g")), "probabilities"),
    "batches": (lambda: BatchesOfTheBook, ""),
    "dW1": (lambda: LoudNames, ""),
    "list": (lambda: AsAList, ""),
}


def judged(net, seed=0):
    return judge(exercises()[ID], Local({"SimpleConvNet": net}), seed)


def test_the_exercise_verifies():
    assert verify(exercises()[ID], range(1)).breaches == {}


@pytest.mark.parametrize("style", RIGHT)
def test_right_networks_pass_and_their_form_is_told(style):
    make, convention = RIGHT[style]
    for seed in range(2):
        verdict = judged(make(), seed)
        assert (verdict.state, verdict.convention, verdict.failing) == ("pass", convention, ())


def test_the_rest_of_a_batch_is_advice():
    assert [v.check.id for v in judged(BatchesOfTheBook).checks if v.state != "pass"] == ["rest"]


WRONG = {
    "pool_spreads": (
        "d1.repeat(2, 2).repeat(2, 3) * self.live",
        "d1.repeat(2, 2).repeat(2, 3) * (self.cells.reshape(self.live.shape) > 0)",
    ),
    "flatten_order": ("pooled.reshape(n, -1)", "pooled.transpose(0, 2, 3, 1).reshape(n, -1)"),
    "relu_missing_behind_affine": ("np.maximum(self.a2, 0)", "self.a2"),
    "b2_unused": ('self.flat @ p["W2"] + p["b2"]', 'self.flat @ p["W2"]'),
    "gradient_not_averaged": ("(self.predict(x) - t) / len(x)", "self.predict(x) - t"),
    "accuracy_over_the_wrong_axis": (
        "(self.predict(x).argmax(1) == t.argmax(1)).mean()",
        "np.sum(self.predict(x).argmax(0) == t.argmax(0)) / len(x)",
    ),
    "loss_not_averaged": (".sum(1).mean()", ".sum()"),
    "scale_ignored": ("weight_init_std * rng", "rng"),
    "stride_ignored": ('conv_params["stride"], conv', "1, conv"),
}


@pytest.mark.parametrize("label", WRONG)
def test_wrong_networks_are_named(label):
    code = HANDMADE.replace("RETURN", "return g").replace(*WRONG[label])
    if label == "relu_missing_behind_affine":
        code = code.replace(" * (self.a2 > 0)", "")
    if label == "flatten_order":
        code = code.replace(
            '(d2 @ p["W2"].T).reshape(self.shape)',
            '(d2 @ p["W2"].T).reshape([self.shape[k] for k in (0, 2, 3, 1)]).transpose(0, 3, 1, 2)',
        )
    verdict = judged(made(code))
    cause = diagnose(verdict)
    assert verdict.state != "pass"
    assert cause is not None and (cause.kind, cause.label) == ("mistake", label)


def test_a_wrong_gradient_beyond_the_list_is_refused():
    code = HANDMADE.replace("RETURN", "g['W1'] = g['W1'] * 1.001\n        return g")
    verdict = judged(made(code))
    assert {"gradient", "square"} <= {v.check.id for v in verdict.failing}


def graded(folder: Path, code: str):
    (folder / "net.py").write_text(code)
    with Workers() as workers:
        return grade(Task(collect(folder), [exercises()[ID]], (), 3, "en", "mine"), workers).exercises[0]


def test_a_handmade_network_passes_behind_the_wall(tmp_path):
    assert graded(tmp_path, HANDMADE.replace("RETURN", "return g")).state == "pass"


def test_a_mistake_is_named_behind_the_wall(tmp_path):
    result = graded(tmp_path, HANDMADE.replace("RETURN", "return g").replace(*WRONG["pool_spreads"]))
    assert (result.state, result.cause.label) == ("partial", "pool_spreads")
