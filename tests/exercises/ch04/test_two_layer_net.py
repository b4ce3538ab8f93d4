"""Two-layer networks in learners' styles, through the real wall: the right ones pass, the wrong ones are named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.exercises.checking.verify import verify
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers
from dlgrade.reports import record as rec

BOOK = """
import numpy as np
def sigmoid(x):
    return 1 / (1 + np.exp(-x))
def softmax(x):
    if x.ndim == 2:
        x = x.T
        x = x - np.max(x, axis=0)
        y = np.exp(x) / np.sum(np.exp(x), axis=0)
        return y.T
    x = x - np.max(x)
    return np.exp(x) / np.sum(np.exp(x))
def cross_entropy_error(y, t):
    if t.size == y.size:
        t = t.argmax(axis=1)
    return -np.sum(np.log(y[np.arange(y.shape[0]), t] + 1e-7)) / y.shape[0]
def numerical_gradient(f, x):
    grad, h = np.zeros_like(x), 1e-4
    it = np.nditer(x, flags=['multi_index'], op_flags=['readwrite'])
    while not it.finished:
        i = it.multi_index
        kept = x[i]
        x[i] = float(kept) + h
        above = f(x)
        x[i] = kept - h
        grad[i] = (above - f(x)) / (2 * h)
        x[i] = kept
        it.iternext()
    return grad
class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        self.params = {}
        self.params['W1'] = weight_init_std * np.random.randn(input_size, hidden_size)
        self.params['b1'] = np.zeros(hidden_size)
        self.params['W2'] = weight_init_std * np.random.randn(hidden_size, output_size)
        self.params['b2'] = np.zeros(output_size)
    def predict(self, x):
        W1, W2, b1, b2 = (self.params[k] for k in ('W1', 'W2', 'b1', 'b2'))
        return softmax(np.dot(sigmoid(np.dot(x, W1) + b1), W2) + b2)
    def loss(self, x, t):
        return cross_entropy_error(self.predict(x), t)
    def accuracy(self, x, t):
        y = np.argmax(self.predict(x), axis=1)
        t = np.argmax(t, axis=1)
        return np.sum(y == t) / float(x.shape[0])
    def numerical_gradient(self, x, t):
        f = lambda W: self.loss(x, t)
        return {k: numerical_gradient(f, self.params[k]) for k in ('W1', 'b1', 'W2', 'b2')}
"""

BY_RULE = """
    def gradient(self, x, t):
        W1, W2, b1, b2 = (self.params[k] for k in ('W1', 'W2', 'b1', 'b2'))
        a1 = np.dot(x, W1) + b1
        z1 = sigmoid(a1)
        y = softmax(np.dot(z1, W2) + b2)
        dy = (y - t) / x.shape[0]
        grads = {'W2': np.dot(z1.T, dy), 'b2': np.sum(dy, axis=0)}
        da1 = np.dot(dy, W2.T)
        dz1 = (1.0 - sigmoid(a1)) * sigmoid(a1) * da1
        grads['W1'], grads['b1'] = np.dot(x.T, dz1), np.sum(dz1, axis=0)
        return grads
"""

INLINE = """
import numpy as np
class NeuralNetwork:
    def __init__(self, n_in, n_hidden, n_out, std=0.01):
        rng = np.random.default_rng()
        self.W1, self.b1 = rng.normal(0, std, (n_in, n_hidden)), np.zeros((1, n_hidden))
        self.W2, self.b2 = rng.normal(0, std, (n_hidden, n_out)), np.zeros((1, n_out))
    def forward(self, X):
        self.X = X
        self.H = np.maximum(0, X @ self.W1 + self.b1)
        return self.H @ self.W2 + self.b2
    def compute_loss(self, X, T):
        Z = self.forward(X)
        Z = Z - Z.max(1, keepdims=True)
        logp = Z - np.log(np.exp(Z).sum(1, keepdims=True))
        return -(T * logp).sum(1).mean()
    def accuracy(self, X, T):
        return (self.forward(X).argmax(1) == T.argmax(-1)).mean()
    def gradients(self, X, T):
        Z = self.forward(X)
        P = np.exp(Z - Z.max(1, keepdims=True))
        P /= P.sum(1, keepdims=True)
        D = (P - T) / len(X)
        DH = np.einsum('nc,hc->nh', D, self.W2) * (self.H > 0)
        return {'dW1': X.T @ DH, 'db1': DH.sum(0, keepdims=True), 'dW2': self.H.T @ D, 'db2': D.sum(0, keepdims=True)}
"""

LISTS = """
import numpy as np
class Dense:
    def __init__(self, i, o, s):
        self.params = [s * np.random.randn(i, o), np.zeros(o)]
        self.grads = [np.zeros_like(p) for p in self.params]
    def forward(self, x):
        self.x = x
        return x @ self.params[0] + self.params[1]
    def backward(self, d):
        self.grads[0][...] = self.x.T @ d
        self.grads[1][...] = d.sum(axis=0)
        return d @ self.params[0].T
class ReLU:
    params, grads = [], []
    def forward(self, x):
        self.on = x > 0
        return np.where(self.on, x, 0)
    def backward(self, d):
        return np.where(self.on, d, 0)
class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        self.layers = [Dense(input_size, hidden_size, weight_init_std), ReLU(),
                       Dense(hidden_size, output_size, weight_init_std)]
        self.params, self.grads = [], []
        for layer in self.layers:
            self.params += layer.params
            self.grads += layer.grads
    def predict(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x
    def _prob(self, x):
        e = np.exp(self.predict(x))
        return e / e.sum(axis=1)[:, None]
    def loss(self, x, t):
        return np.mean([-np.log(p[k]) for p, k in zip(self._prob(x), t.argmax(axis=1))])
    def accuracy(self, x, t):
        t = t if t.ndim == 1 else t.argmax(axis=1)
        return sum(int(a == b) for a, b in zip(self.predict(x).argmax(axis=1), t)) / len(t)
    def gradient(self, x, t):
        d = (self._prob(x) - t) / len(t)
        for layer in self.layers[::-1]:
            d = layer.backward(d)
        return self.grads
"""

RIGHT = {"book, chapter 4": BOOK, "book with the rule": BOOK + BY_RULE, "inline": INLINE, "lists": LISTS}
SINGLE = (BOOK + BY_RULE).replace("randn(input_size, hidden_size)", "randn(input_size, hidden_size).astype('f')")
RIGHT["single precision"] = SINGLE.replace("np.zeros(hidden_size)", "np.zeros(hidden_size, 'f')")

WRONG = {
    "axis 0": (BOOK, "np.argmax(self.predict(x), axis=1)", "np.argmax(self.predict(x), axis=0)[: len(x)]", None),
    "axis 0 of both": (
        BOOK,
        "axis=1)\n        t = np.argmax(t, axis=1)\n        return np.sum(y == t) / float(x.shape[0])",
        "axis=0)\n        t = np.argmax(t, axis=0)\n        return np.mean(y == t)",
        "accuracy_over_the_wrong_axis",
    ),
    "other shape": (
        BOOK,
        "np.random.randn(hidden_size, output_size)",
        "np.random.randn(output_size, hidden_size)",
        None,
    ),
    "no bias learned": (BOOK + BY_RULE, "np.sum(dz1, axis=0)", "np.zeros_like(b1)", None),
    "only weights": (BOOK, "for k in ('W1', 'b1', 'W2', 'b2')}", "for k in ('W1', 'W2')}", "gradient_keys_missing"),
    "count": (BOOK, " / float(x.shape[0])", "", "accuracy_counted"),
    "sum": (BOOK, "t] + 1e-7)) / y.shape[0]", "t] + 1e-7))", "loss_not_averaged"),
    "no sigmoid": (
        BOOK,
        "np.dot(sigmoid(np.dot(x, W1) + b1), W2)",
        "np.dot(np.dot(x, W1) + b1, W2)",
        "activation_missing",
    ),
    "not divided": (BOOK + BY_RULE, "(y - t) / x.shape[0]", "y - t", "gradient_not_averaged"),
    "other sign": (BOOK + BY_RULE, "(y - t) / x.shape[0]", "(t - y) / x.shape[0]", "gradient_sign"),
    "no slope": (BOOK + BY_RULE, "(1.0 - sigmoid(a1)) * sigmoid(a1) * da1", "da1", "slope_missing"),
    "slope of z": (
        BOOK + BY_RULE,
        "(1.0 - sigmoid(a1)) * sigmoid(a1)",
        "(1.0 - sigmoid(z1)) * sigmoid(z1)",
        "slope_of_the_output",
    ),
    "relu slope missing": (INLINE, " * (self.H > 0)", "", "slope_missing"),
    "mean": (
        INLINE,
        "DH.sum(0, keepdims=True), 'dW2': self.H.T @ D, 'db2': D.sum(",
        "DH.mean(0, keepdims=True), 'dW2': self.H.T @ D, 'db2': D.mean(",
        "bias_averaged",
    ),
    "zeros": (LISTS, "s * np.random.randn(i, o)", "0 * np.random.randn(i, o)", "starts_at_zero"),
    "unscaled": (LISTS, "s * np.random.randn(i, o)", "np.random.randn(i, o)", "scale_ignored"),
    "positive": (LISTS, "s * np.random.randn(i, o)", "s * np.random.rand(i, o)", "never_negative"),
    "copies": (
        LISTS,
        "[s * np.random.randn(i, o), np.zeros(o)]",
        "[s * np.random.randn(i, o), np.zeros(o)]; self.p = [p.copy() for p in self.params]",
        None,
    ),
    "twice": (
        BOOK,
        "cross_entropy_error(self.predict(x), t)",
        "cross_entropy_error(softmax(self.predict(x)), t)",
        "softmax_twice",
    ),
}


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers() as one:
        yield one


def graded(workers: Workers, folder: Path, code: str, seed: int = 3) -> rec.Exercise:
    (folder / "net.py").write_text(code)
    exercise = catalogue.exercises()["two-layer-net"]
    return grade(Task(collect(folder), [exercise], (), seed, "en", "net.py"), workers).exercises[0]


@pytest.mark.parametrize("style", RIGHT)
def test_a_right_network_passes_in_every_style(style: str, tmp_path: Path, workers: Workers) -> None:
    found = graded(workers, tmp_path, RIGHT[style])

    assert (found.state, found.points) == ("pass", found.max_points), found.cause


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_network_is_refused_by_its_mistake(name: str, tmp_path: Path, workers: Workers) -> None:
    code, old, new, label = WRONG[name]
    assert old in code

    changed = code.replace(old, new)
    if name == "copies":
        changed = changed.replace("x @ self.params[0] + self.params[1]", "x @ self.p[0] + self.p[1]")
        label = "layers_hold_copies"
    found = graded(workers, tmp_path, changed)

    assert found.state not in ("pass", "grader_error")
    assert found.cause
    if label:
        assert (found.cause.kind, found.cause.label) == ("mistake", label)


def test_targets_as_class_numbers_are_advice_alone(tmp_path: Path, workers: Workers) -> None:
    refused, taken = graded(workers, tmp_path, BOOK), graded(workers, tmp_path, LISTS)

    assert any("class numbers" in text for text in refused.advice)
    assert not any("class numbers" in text for text in taken.advice)
    assert refused.points == taken.points


def test_the_exercise_verifies() -> None:
    assert verify(catalogue.exercises()["two-layer-net"], range(1)).breaches == {}
