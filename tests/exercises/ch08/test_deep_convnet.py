"""DeepConvNet: right networks in other styles pass, wrong ones are refused by name, some of both behind the wall."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from dlgrade.exercises.catalogue import exercises
from dlgrade.exercises.checking.diagnose import diagnose
from dlgrade.exercises.checking.judge import judge
from dlgrade.exercises.checking.subject import Local
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers
from dlgrade.reference.convnets import DeepConvNet
from dlgrade.reference.layers import Dropout

ID = "deep-convnet"
TORCH_LIKE = """
import numpy as np

view = np.lib.stride_tricks.sliding_window_view


class Conv2d:
    def __init__(self, weight, bias, padding):
        self.weight, self.bias, self.padding = weight, bias, padding

    def __call__(self, x, training):
        p = self.padding
        self.win = view(np.pad(x, ((0, 0), (0, 0), (p, p), (p, p))), (3, 3), (2, 3))
        out = np.tensordot(self.win, self.weight, ((1, 4, 5), (1, 2, 3)))
        return np.moveaxis(out, 3, 1) + self.bias[:, None, None]

    def backward(self, grad):
        self.gw = np.tensordot(grad, self.win, ((0, 2, 3), (0, 2, 3)))
        self.gb = grad.sum((0, 2, 3))
        q = 2 - self.padding
        grad = np.pad(grad, ((0, 0), (0, 0), (max(q, 0),) * 2, (max(q, 0),) * 2))
        turned = self.weight[..., ::-1, ::-1]
        return np.moveaxis(np.tensordot(view(grad, (3, 3), (2, 3)), turned, ((1, 4, 5), (0, 2, 3))), 3, 1)


class ReLU:
    def __call__(self, x, training):
        self.on = x > 0
        return x * self.on

    def backward(self, grad):
        return grad * self.on


class MaxPool:
    def __call__(self, x, training):
        n, c, h, w = x.shape
        cells = x.reshape(n, c, h // 2, 2, w // 2, 2)
        out = cells.max((3, 5), keepdims=True)
        self.first = cells == out
        return out[:, :, :, 0, :, 0]

    def backward(self, grad):
        n, c, h, w = grad.shape
        share = self.first / self.first.sum((3, 5), keepdims=True)
        return (share * grad[:, :, :, None, :, None]).reshape(n, c, 2 * h, 2 * w)


class Linear:
    def __init__(self, weight, bias):
        self.weight, self.bias = weight, bias

    def __call__(self, x, training):
        self.shape, self.x = x.shape, x.reshape(len(x), -1)
        return self.x @ self.weight + self.bias

    def backward(self, grad):
        self.gw, self.gb = self.x.T @ grad, grad.sum(0)
        return (grad @ self.weight.T).reshape(self.shape)


class Drop:
    def __call__(self, x, training):
        self.scale = (np.random.random_sample(x.shape) < 0.5) * 2.0 if training else np.ones(1)
        return x * self.scale

    def backward(self, grad):
        return grad * self.scale


class DeepConvNet:
    def __init__(self, input_dim=(1, 28, 28), hidden_size=50, output_size=10):
        self.params, self.layers, rng = {}, [], np.random
        c = input_dim[0]
        for i, (n, p) in enumerate([(16, 1), (16, 1), (32, 1), (32, 2), (64, 1), (64, 1)], 1):
            self.params[f"W{i}"] = rng.normal(0, (2 / (9 * c)) ** 0.5, (n, c, 3, 3))
            self.params[f"b{i}"] = np.zeros(n)
            self.layers += [Conv2d(self.params[f"W{i}"], self.params[f"b{i}"], p), ReLU()]
            if i % 2 == 0:
                self.layers.append(MaxPool())
            c = n
        for i, d, n in ((7, 64 * 4 * 4, hidden_size), (8, hidden_size, output_size)):
            self.params[f"W{i}"], self.params[f"b{i}"] = rng.normal(0, (2 / d) ** 0.5, (d, n)), np.zeros(n)
        self.layers += [Linear(self.params["W7"], self.params["b7"]), ReLU(), Drop()]
        self.layers += [Linear(self.params["W8"], self.params["b8"]), Drop()]

    def forward(self, x, training):
        for layer in self.layers:
            x = layer(x, training)
        e = np.exp(x - x.max(1, keepdims=True))
        return e / e.sum(1, keepdims=True)

    def predict(self, x, training=False):
        return self.forward(x, training)

    def loss(self, x, t, training=True):
        return -np.log(self.forward(x, training)[t > 0]).mean()

    def gradient(self, x, t):
        grad = (self.forward(x, True) - t) / len(x)
        for layer in self.layers[::-1]:
            grad = layer.backward(grad)
        weighted = [layer for layer in self.layers if hasattr(layer, "gw")]
        return {k: g for i, a in enumerate(weighted, 1) for k, g in ((f"W{i}", a.gw), (f"b{i}", a.gb))}
"""


def made(code):
    space: dict[str, object] = {}
    exec(code, space)
    return space["DeepConvNet"]


class Binomial(Dropout):
    def forward(self, x, train_flg=True):
        if not train_flg:
            return x * 0.5
        self.mask = np.random.default_rng().binomial(1, 0.5, x.shape)
        return x * self.mask


class OwnGenerator(DeepConvNet):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.layers = [Binomial() if isinstance(layer, Dropout) else layer for layer in self.layers]


class SinglePrecision(DeepConvNet):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for layer in self.layers:
            if hasattr(layer, "W"):
                layer.W, layer.b = layer.W.astype(np.float32), layer.b.astype(np.float32)
        weighted = [layer for layer in self.layers if hasattr(layer, "W")]
        for number, layer in enumerate(weighted, 1):
            self.params[f"W{number}"], self.params[f"b{number}"] = layer.W, layer.b


class UniformHe(DeepConvNet):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name, value in self.params.items():
            if name[0] == "W":
                bound = np.sqrt(6.0 / (np.prod(value.shape[1:]) if value.ndim == 4 else value.shape[0]))
                value[...] = np.random.uniform(-bound, bound, value.shape)


RIGHT = {
    "torch-like": (lambda: made(TORCH_LIKE), "inverted+probabilities"),
    "own generator": (lambda: OwnGenerator, ""),
    "single precision": (lambda: SinglePrecision, ""),
    "uniform": (lambda: UniformHe, ""),
}


def judged(net, seed=0):
    return judge(exercises()[ID], Local({"DeepConvNet": net}), seed)


@pytest.mark.parametrize("style", RIGHT)
def test_right_networks_pass_and_their_form_is_told(style):
    make, convention = RIGHT[style]
    for seed in range(2):
        verdict = judged(make(), seed)
        assert (verdict.state, verdict.convention, verdict.failing) == ("pass", convention, ())


def test_a_network_for_one_size_is_advised():
    assert [v.check.id for v in judged(made(TORCH_LIKE)).checks if v.state != "pass"] == ["sizes"]


WRONG = {
    "xavier": ("(2 / ", "(1 / "),
    "taps_forgotten": ("(2 / (9 * c)) ** 0.5", "(2 / c) ** 0.5"),
    "new_mask_in_backward": ("return grad * self.scale", "return grad * (np.random.random_sample(grad.shape) < 0.5)"),
    "dropout_not_in_backward": ("return grad * self.scale", "return grad"),
    "gradient_at_test": ("(self.forward(x, True) - t)", "(self.forward(x, False) - t)"),
    "flag_lost": ("x = layer(x, training)", "x = layer(x, False)"),
    "gradient_not_averaged": ("- t) / len(x)", "- t)"),
    "hidden_dropout_missing": ("ReLU(), Drop()]", "ReLU()]"),
    "output_dropout_missing": ('self.params["b8"]), Drop()]', 'self.params["b8"])]'),
}


@pytest.mark.parametrize("label", WRONG)
def test_wrong_networks_are_refused(label):
    """Named where the sort of the mistake shows in this form, which scales in training and gives probabilities."""
    assert TORCH_LIKE.count(WRONG[label][0]) >= 1
    verdict = judged(made(TORCH_LIKE.replace(*WRONG[label])))
    assert verdict.state == "partial"
    cause = diagnose(verdict)
    assert cause is not None and (cause.kind, cause.label) == ("mistake", label)


def test_a_gradient_off_by_a_thousandth_is_refused():
    code = TORCH_LIKE.replace("self.gw = np.tensordot", "self.gw = 1.001 * np.tensordot")
    verdict = judged(made(code))
    assert "gradient" in {v.check.id for v in verdict.failing}


def test_rows_that_are_dropped_as_a_whole_do_not_pass_for_unused_biases():
    code = TORCH_LIKE.replace("np.random.random_sample(x.shape)", "np.random.random_sample((len(x), 1))")
    cause = diagnose(judged(made(code)))
    assert cause is not None and cause.kind == "difference"


def test_a_known_mistake_of_each_kind_is_named():
    exercise = exercises()[ID]
    for label in ("conv4_pad", "first_weights_zero", "flatten_order", "test_scaling_missing", "biases_missing"):
        cause = diagnose(judge(exercise, Local(exercise.wrong[label]), 0))
        assert cause is not None and cause.label == label


def graded(folder: Path, code: str):
    (folder / "net.py").write_text(code)
    with Workers() as workers:
        return grade(Task(collect(folder), [exercises()[ID]], (), 0, "en", "mine"), workers).exercises[0]


def test_a_network_in_another_style_passes_behind_the_wall(tmp_path):
    assert graded(tmp_path, TORCH_LIKE).state == "pass"


def test_a_mistake_is_named_behind_the_wall(tmp_path):
    result = graded(tmp_path, TORCH_LIKE.replace(*WRONG["xavier"]))
    assert (result.state, result.cause.label) == ("partial", "xavier")
