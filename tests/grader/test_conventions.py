"""Two learners write the same things by different conventions: both are right, and the record names what was met."""

from __future__ import annotations

from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers
from dlgrade.reports.record import Exercise

IDS = ("cross-entropy", "affine", "softmax-with-loss", "adam", "l2", "dropout", "rmsprop")

BOOK = """
import numpy as np

def cross_entropy_error(y, t):
    if y.ndim == 1:
        t, y = t.reshape(1, t.size), y.reshape(1, y.size)
    if t.size == y.size:
        t = t.argmax(axis=1)
    return -np.sum(np.log(y[np.arange(len(y)), t] + 1e-7)) / len(y)

class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b
    def forward(self, x):
        self.shape = x.shape
        self.x = x.reshape(len(x), -1)
        return self.x @ self.W + self.b
    def backward(self, dout):
        self.dW, self.db = self.x.T @ dout, dout.sum(axis=0)
        return (dout @ self.W.T).reshape(self.shape)

class SoftmaxWithLoss:
    def forward(self, x, t):
        e = np.exp(x - x.max(axis=1, keepdims=True))
        self.y, self.t = e / e.sum(axis=1, keepdims=True), t
        return cross_entropy_error(self.y, t)
    def backward(self, dout=1):
        n = len(self.y)
        if self.t.size == self.y.size:
            return (self.y - self.t) / n
        dx = self.y.copy()
        dx[np.arange(n), self.t] -= 1
        return dx / n

class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr, self.beta1, self.beta2, self.iter, self.m = lr, beta1, beta2, 0, None
    def update(self, params, grads):
        if self.m is None:
            self.m = {k: np.zeros_like(v) for k, v in params.items()}
            self.v = {k: np.zeros_like(v) for k, v in params.items()}
        self.iter += 1
        lr_t = self.lr * np.sqrt(1 - self.beta2**self.iter) / (1 - self.beta1**self.iter)
        for key in params:
            self.m[key] += (1 - self.beta1) * (grads[key] - self.m[key])
            self.v[key] += (1 - self.beta2) * (grads[key] ** 2 - self.v[key])
            params[key] -= lr_t * self.m[key] / (np.sqrt(self.v[key]) + 1e-7)

def l2_penalty(W, lam):
    return 0.5 * lam * np.sum(W**2)

def l2_gradient(W, lam):
    return lam * W

class Dropout:
    def __init__(self, dropout_ratio=0.5):
        self.dropout_ratio = dropout_ratio
    def forward(self, x, train_flg=True):
        if not train_flg:
            return x * (1.0 - self.dropout_ratio)
        self.mask = np.random.rand(*x.shape) > self.dropout_ratio
        return x * self.mask
    def backward(self, dout):
        return dout * self.mask

class RMSprop:
    def __init__(self, lr=0.01, decay_rate=0.99):
        self.lr, self.decay_rate, self.h = lr, decay_rate, {}
    def update(self, params, grads):
        for key in params:
            h = self.h.get(key, 0.0)
            self.h[key] = self.decay_rate * h + (1 - self.decay_rate) * grads[key] ** 2
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)
"""

OTHER = """
import numpy as np

def cross_entropy_error(y_true, y_pred):
    y_pred = np.atleast_2d(y_pred)
    y_true = np.asarray(y_true)
    if y_true.size != y_pred.size:
        y_true = np.eye(y_pred.shape[1])[y_true.reshape(-1)]
    return float(-(y_true.reshape(y_pred.shape) * np.log(np.clip(y_pred, 1e-12, None))).sum() / len(y_pred))

class Linear:
    def __init__(self, weight, bias):
        self.weight, self.bias = weight, bias
    def __call__(self, x):
        self.shape = x.shape
        self.x = x.reshape(x.shape[0], -1)
        return np.einsum("nd,dm->nm", self.x, self.weight) + self.bias
    def backward(self, grad_output):
        self.d_W = np.einsum("nd,nm->dm", self.x, grad_output)
        self.d_b = np.einsum("nm->m", grad_output)
        return np.einsum("nm,dm->nd", grad_output, self.weight).reshape(self.shape)

class SoftmaxWithLoss:
    def forward(self, target, scores):
        self.t = target
        z = scores - scores.max(axis=1, keepdims=True)
        self.log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        if target.ndim == 1:
            self.t = np.eye(scores.shape[1])[target]
        return -(self.t * self.log_p).sum(axis=1).mean()
    def backward(self, dout=1):
        return dout * (np.exp(self.log_p) - self.t) / len(self.t)

class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, eps=1e-8):
        self.lr, self.b1, self.b2, self.eps, self.t, self.state = learning_rate, beta_1, beta_2, eps, 0, None
    def step(self, params, grads):
        self.state = self.state or [(np.zeros_like(p), np.zeros_like(p)) for p in params]
        self.t += 1
        for i, (p, g, (m, v)) in enumerate(zip(params, grads, self.state)):
            m[...] = self.b1 * m + (1 - self.b1) * g
            v[...] = self.b2 * v + (1 - self.b2) * g * g
            p[...] -= self.lr * (m / (1 - self.b1**self.t)) / np.sqrt(v / (1 - self.b2**self.t) + self.eps)

def l2_penalty(W, lam):
    return lam * np.sum(W**2)

def l2_gradient(W, lam):
    return 2 * lam * W

class Dropout:
    def __init__(self, keep_prob=0.5):
        self.keep_prob = keep_prob
    def forward(self, x, training=True):
        if not training:
            return x
        self.mask = np.random.binomial(1, self.keep_prob, size=x.shape) / self.keep_prob
        return x * self.mask
    def backward(self, dout):
        return dout * self.mask

class RMSProp:
    def __init__(self, eta=0.01, rho=0.9):
        self.eta, self.rho, self.h = eta, rho, {}
    def update(self, params, grads):
        new = {}
        for key, g in grads.items():
            self.h[key] = self.rho * self.h.get(key, 0.0) + (1 - self.rho) * g**2
            new[key] = params[key] - self.eta * g / np.sqrt(self.h[key] + 1e-8)
        return new
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Exercise]]:
    """Both learners' exercises by id."""
    found = {}
    exercises = [one for name in IDS if (one := catalogue.named(name))]
    with Workers() as workers:
        for name, text in (("book", BOOK), ("other", OTHER)):
            folder: Path = tmp_path_factory.mktemp(name)
            (folder / "impl.py").write_text(text, encoding="utf-8")
            record = grade(Task(collect(folder), exercises, [], 11, "en", "impl"), workers)
            found[name] = {one.id: one for one in record.exercises}
    return found


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize("learner", ["book", "other"])
def test_both_learners_are_right(graded: dict[str, dict[str, Exercise]], learner: str, name: str) -> None:
    one = graded[learner][name]

    assert one.state == "pass", one.cause
    assert one.points == one.max_points


@pytest.mark.parametrize(
    ("name", "convention"),
    [
        ("softmax-with-loss", ""),
        ("adam", "eps-inside"),
        ("l2", "without-half"),
        ("dropout", "keep-inverted"),
    ],
)
def test_the_other_learners_conventions_are_named(
    graded: dict[str, dict[str, Exercise]], name: str, convention: str
) -> None:
    one = graded["other"][name]

    assert one.convention == convention
    assert bool(one.convention_text) == bool(convention)


def test_rmsprop_tells_decay_and_epsilon(graded: dict[str, dict[str, Exercise]]) -> None:
    assert graded["other"]["rmsprop"].convention == "eps-inside+decay"
    assert "0.9" in graded["other"]["rmsprop"].convention_text
    assert "1e-08" in graded["other"]["rmsprop"].convention_text


@pytest.mark.parametrize("name", ["cross-entropy", "softmax-with-loss"])
def test_an_order_of_arguments_other_than_the_books_is_said(graded: dict[str, dict[str, Exercise]], name: str) -> None:
    assert any("in the order (t, " in advice for advice in graded["other"][name].advice)


def test_nothing_is_remarked_on_the_book_itself(graded: dict[str, dict[str, Exercise]]) -> None:
    assert {name: one.advice for name, one in graded["book"].items()} == dict.fromkeys(IDS, ())
