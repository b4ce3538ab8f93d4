"""Networks of many layers and the trainer: learners' forms through the real wall."""

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

IDS = ("net-gradient", "multi-layer-net", "multi-layer-net-extend", "trainer")

FLAT = """
import numpy as np

def softmax(a):
    e = np.exp(a - a.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)

class MultiLayerNet:
    \"\"\"No layer classes: arrays in a loop.\"\"\"
    def __init__(self, input_size, hidden_sizes, output_size, activation='relu', weight_init='relu', weight_decay=0.0):
        sizes = [input_size, *hidden_sizes, output_size]
        self.L, self.act, self.lam, self.params = len(sizes) - 1, activation, weight_decay, {}
        for i in range(1, self.L + 1):
            gain = {'relu': 2, 'he': 2, 'sigmoid': 1, 'xavier': 1}.get(weight_init)
            std = weight_init if gain is None else (gain / sizes[i - 1]) ** 0.5
            self.params[f'W{i}'] = np.random.normal(0, std, (sizes[i - 1], sizes[i]))
            self.params[f'b{i}'] = np.zeros((1, sizes[i]))
    def _forward(self, x):
        self.z = [x]
        for i in range(1, self.L + 1):
            a = self.z[-1] @ self.params[f'W{i}'] + self.params[f'b{i}']
            if i < self.L:
                a = np.maximum(a, 0) if self.act == 'relu' else 1 / (1 + np.exp(-a))
            self.z.append(a)
        return self.z[-1]
    def predict(self, x):
        return softmax(self._forward(x))
    def loss(self, x, t):
        decay = sum((self.params[f'W{i}'] ** 2).sum() for i in range(1, self.L + 1))
        return -(t * np.log(self.predict(x) + 1e-7)).sum() / len(x) + 0.5 * self.lam * decay
    def accuracy(self, x, t):
        return (self.predict(x).argmax(1) == t.argmax(1)).mean()
    def gradient(self, x, t):
        d, grads = (self.predict(x) - t) / len(x), {}
        for i in range(self.L, 0, -1):
            z = self.z[i - 1]
            grads[f'W{i}'] = z.T @ d + self.lam * self.params[f'W{i}']
            grads[f'b{i}'] = d.sum(0, keepdims=True)
            d = d @ self.params[f'W{i}'].T
            if i > 1:
                d = d * (z > 0) if self.act == 'relu' else d * z * (1 - z)
        return grads
"""

LOOP = """
import numpy as np
class SGD:
    def __init__(self, learning_rate=0.01): self.lr = learning_rate
    def update(self, params, grads):
        for k in params: params[k] -= self.lr * grads[k]
class Momentum(SGD):
    def __init__(self, learning_rate=0.01, momentum=0.9): self.lr, self.m, self.v = learning_rate, momentum, {}
    def update(self, params, grads):
        for k in params:
            self.v[k] = self.m * self.v.get(k, 0) - self.lr * grads[k]
            params[k] += self.v[k]
class Nesterov(Momentum):
    def update(self, params, grads):
        for k in params:
            self.v[k] = self.m * self.v.get(k, 0) - self.lr * grads[k]
            params[k] += self.m * self.v[k] - self.lr * grads[k]
class AdaGrad(SGD):
    def update(self, params, grads):
        self.h = getattr(self, 'h', {})
        for k in params:
            self.h[k] = self.h.get(k, 0) + grads[k] ** 2
            params[k] -= self.lr * grads[k] / (np.sqrt(self.h[k]) + 1e-8)
class RMSprop(SGD):
    def __init__(self, learning_rate=0.01, rho=0.9): self.lr, self.rho, self.h = learning_rate, rho, {}
    def update(self, params, grads):
        for k in params:
            self.h[k] = self.rho * self.h.get(k, 0) + (1 - self.rho) * grads[k] ** 2
            params[k] -= self.lr * grads[k] / (np.sqrt(self.h[k]) + 1e-8)
class Adam(SGD):
    def __init__(self, learning_rate=0.001): self.lr, self.t, self.m, self.v = learning_rate, 0, {}, {}
    def update(self, params, grads):
        self.t += 1
        for k, g in grads.items():
            self.m[k] = 0.9 * self.m.get(k, 0) + 0.1 * g
            self.v[k] = 0.999 * self.v.get(k, 0) + 0.001 * g * g
            m, v = self.m[k] / (1 - 0.9 ** self.t), self.v[k] / (1 - 0.999 ** self.t)
            params[k] -= self.lr * m / (np.sqrt(v) + 1e-8)
OPTIMIZERS = {c.__name__.lower(): c for c in (SGD, Momentum, Nesterov, AdaGrad, RMSprop, Adam)}

class Trainer:
    \"\"\"Shuffles at each epoch and looks at the accuracy at its end.\"\"\"
    def __init__(self, model, X_train, y_train, X_test, y_test, n_epochs=20, batch_size=100, optimizer='SGD',
                 optimizer_param=None, evaluate_sample_num_per_epoch=None, verbose=True):
        self.model, self.epochs, self.size, self.n = model, n_epochs, batch_size, evaluate_sample_num_per_epoch
        self.train_data, self.test_data = (X_train, y_train), (X_test, y_test)
        self.optimizer = OPTIMIZERS[optimizer.lower()](**(optimizer_param or {}))
        self.losses, self.train_accs, self.test_accs = [], [], []
    def fit(self):
        x, t = self.train_data
        for _ in range(self.epochs):
            order = np.random.permutation(len(x))
            for i in range(0, len(x), self.size):
                rows = order[i:i + self.size]
                self.optimizer.update(self.model.params, self.model.gradient(x[rows], t[rows]))
                self.losses.append(self.model.loss(x[rows], t[rows]))
            self.train_accs.append(self.model.accuracy(x[:self.n], t[:self.n]))
            self.test_accs.append(self.model.accuracy(self.test_data[0][:self.n], self.test_data[1][:self.n]))
"""

WRONG = [
    ("multi-layer-net", FLAT, " + self.lam * self.params[f'W{i}']", "", "decay_missing_in_gradient"),
    ("multi-layer-net", FLAT, " + 0.5 * self.lam * decay", "", "decay_missing_in_loss"),
    ("multi-layer-net", FLAT, "0.5 * self.lam", "self.lam", "half_missing_in_loss"),
    (
        "multi-layer-net",
        FLAT,
        "{'relu': 2, 'he': 2, 'sigmoid': 1",
        "{'relu': 1, 'he': 1, 'sigmoid': 2",
        "names_swapped",
    ),
    ("multi-layer-net", FLAT, "sizes[i - 1]) ** 0.5", "sizes[i]) ** 0.5", "fan_out"),
    ("multi-layer-net", FLAT, "d.sum(0, keepdims=True)", "d.mean(0, keepdims=True)", None),
    ("multi-layer-net", FLAT, "if i < self.L:", "if True:", "activation_on_output"),
    ("multi-layer-net", FLAT, "self.act == 'relu' else 1", "True else 1", "activation_ignored"),
    (
        "multi-layer-net",
        FLAT,
        ".argmax(1) == t.argmax(1)).mean()",
        ".argmax(1) == t.argmax(1)).sum()",
        "accuracy_counted",
    ),
    ("trainer", LOOP, "[optimizer.lower()]", "['sgd']", "always_sgd"),
    ("trainer", LOOP, "self.m * self.v[k] - self.lr * grads[k]", "self.v[k]", "nesterov_is_momentum"),
    ("trainer", LOOP, "**(optimizer_param or {})", "", "optimizer_param_ignored"),
    ("trainer", LOOP, "np.random.permutation(len(x))", "np.arange(len(x))", "not_shuffled"),
    ("trainer", LOOP, "gradient(x[rows], t[rows])", "gradient(x[rows], t[order[:len(rows)]])", None),
    ("trainer", LOOP, "for _ in range(self.epochs)", "for _ in range(1)", "one_epoch_only"),
    (
        "trainer",
        LOOP,
        "for c in (SGD, Momentum, Nesterov, AdaGrad, RMSprop, Adam)",
        "for c in (SGD, Momentum, Nesterov, AdaGrad, Adam)",
        "rmsprop_missing",
    ),
    (
        "trainer",
        LOOP,
        "OPTIMIZERS = {c.__name__.lower(): c",
        "OPTIMIZERS = {c.__name__.lower().replace('rmsprop', 'rmsprpo'): c",
        "rmsprpo",
    ),
    ("trainer", LOOP, "[:self.n], t[:self.n]))\n            self.test", ", t))\n            self.test", None),
    (
        "trainer",
        LOOP,
        "self.test_data[0][:self.n], self.test_data[1][:self.n]",
        "x[:self.n], t[:self.n]",
        "tested_on_training_data",
    ),
]

CONSTANT = """
import numpy as np

class MultiLayerNetExtend:
    def __init__(self, input_size, hidden_size_list, output_size, activation='relu', weight_init_std='relu',
                 weight_decay_lambda=0, use_dropout=False, dropout_ration=0.5, use_batchnorm=False):
        sizes = [input_size, *hidden_size_list, output_size]
        self.params, self.classes = {}, output_size
        for i in range(1, len(sizes)):
            self.params[f'W{i}'], self.params[f'b{i}'] = np.zeros((sizes[i - 1], sizes[i])), np.zeros(sizes[i])
            if use_batchnorm and i < len(sizes) - 1:
                self.params[f'gamma{i}'], self.params[f'beta{i}'] = np.ones(sizes[i]), np.zeros(sizes[i])
    def predict(self, x, train_flg=False):
        return np.zeros((len(x), self.classes))
    def loss(self, x, t, train_flg=False):
        return 0.0
    def accuracy(self, x, t):
        return float((t.argmax(1) == 0).mean())
    def gradient(self, x, t):
        return {key: 0 * value for key, value in self.params.items()}
"""


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers() as one:
        yield one


def graded(workers: Workers, folder: Path, code: str, id: str, seed: int = 3) -> rec.Exercise:
    (folder / "mine.py").write_text(code)
    return grade(Task(collect(folder), [catalogue.exercises()[id]], (), seed, "en", "mine.py"), workers).exercises[0]


@pytest.mark.parametrize(("id", "code"), [("multi-layer-net", FLAT), ("trainer", LOOP)])
def test_a_right_form_passes(id: str, code: str, tmp_path: Path, workers: Workers) -> None:
    found = graded(workers, tmp_path, code, id)

    assert (found.state, found.points) == ("pass", found.max_points), (found.cause, found.advice)


@pytest.mark.parametrize(
    ("id", "code", "old", "new", "label"), WRONG, ids=[one[3][:30] or one[2][:30] for one in WRONG]
)
def test_a_wrong_form_is_refused_by_its_mistake(
    id: str, code: str, old: str, new: str, label: str | None, tmp_path: Path, workers: Workers
) -> None:
    assert old in code

    found = graded(workers, tmp_path, code.replace(old, new), id)

    assert found.state in ("partial", "fail", "error")
    assert found.cause
    if label:
        assert (found.cause.kind, found.cause.label) == ("mistake", label)


def test_the_misspelt_key_is_told_with_where_it_stands_in_print(tmp_path: Path, workers: Workers) -> None:
    code = LOOP.replace("c.__name__.lower(): c", "c.__name__.lower().replace('rmsprop', 'rmsprpo'): c")

    cause = graded(workers, tmp_path, code, "trainer").cause

    assert cause and cause.printed_in == "the blog article on chapter 6"


def test_a_net_that_answers_alike_for_every_row_earns_its_first_scales_alone(tmp_path: Path, workers: Workers) -> None:
    found = graded(workers, tmp_path, CONSTANT, "multi-layer-net-extend")

    assert {check.id for check in found.checks if check.points} == {"initial_scale"}


@pytest.mark.parametrize("id", IDS)
def test_the_exercise_verifies(id: str) -> None:
    assert verify(catalogue.exercises()[id], range(1)).breaches == {}
