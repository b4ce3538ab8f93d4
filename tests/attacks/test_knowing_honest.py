"""Honest twins of code that knows when it is graded: what they keep, count, draw or measure changes no answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers
from dlgrade.reports.record import Exercise

Grader = Callable[..., Exercise]
SEEDS = (1, 2, 3)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers() as some:
        yield some


@pytest.fixture
def graded(workers: Workers, tmp_path: Path) -> Grader:
    def run(code: str, name: str, seed: int) -> Exercise:
        (tmp_path / "mine.py").write_text(code, encoding="utf-8")
        return grade(Task(collect(tmp_path), [catalogue.exercises()[name]], (), seed, "en", "mine"), workers).exercises[
            0
        ]

    return run


FORMULA = "1 / (1 + np.exp(-np.clip(x, -80, 700)))"
SIGMOIDS: Mapping[str, str] = {
    "keeps answers by the bytes of the input": f"""
import numpy as np

KEPT = {{}}


def sigmoid(x):
    x = np.asarray(x)
    key = x.tobytes(), x.shape, x.dtype.str
    if key not in KEPT:
        KEPT[key] = {FORMULA}
    return KEPT[key].copy()
""",
    "keeps answers by lru_cache of a tuple": """
from functools import lru_cache

import numpy as np


@lru_cache(maxsize=None)
def value(x):
    return 1 / (1 + np.exp(-max(x, -700.0)))


def sigmoid(x):
    x = np.asarray(x)
    out = np.array([value(float(one)) for one in x.ravel()]).reshape(x.shape)
    return out.astype(x.dtype) if x.dtype.kind == "f" else out
""",
    "counts its calls": f"""
import numpy as np

CALLS = 0


def sigmoid(x):
    global CALLS
    CALLS += 1
    print("call", CALLS)
    x = np.asarray(x)
    return {FORMULA}
""",
    "measures its time": f"""
import time

import numpy as np

BEGAN = time.perf_counter()
SPENT = []


def sigmoid(x):
    began = time.process_time()
    x = np.asarray(x)
    y = {FORMULA}
    SPENT.append(time.process_time() - began)
    assert SPENT[-1] >= 0 and time.perf_counter() >= BEGAN
    return y
""",
    "tells its caller": f"""
import inspect
import sys

import numpy as np


def sigmoid(x):
    print("called by", sys._getframe(1).f_code.co_name, "among", len(inspect.stack()))
    x = np.asarray(x)
    return {FORMULA}
""",
    "draws what it does not use": f"""
import numpy as np

GENERATOR = np.random.default_rng()


def sigmoid(x):
    np.random.rand(3), GENERATOR.normal(size=2)
    x = np.asarray(x)
    return {FORMULA}
""",
    "has something for each thread": """
import threading

import numpy as np

LOCAL = threading.local()
LOCAL.least = -80


def sigmoid(x):
    x = np.asarray(x)
    return 1 / (1 + np.exp(-np.clip(x, LOCAL.least, 700)))
""",
    "has NumPy raise": """
import numpy as np

np.seterr(over="raise")


def sigmoid(x):
    x = np.asarray(x, dtype=float) if np.asarray(x).dtype.kind != "f" else np.asarray(x)
    try:
        return 1 / (1 + np.exp(-x))
    except FloatingPointError:
        return np.where(x < 0, np.exp(np.minimum(x, 0)) / (1 + np.exp(np.minimum(x, 0))), 1 / (1 + np.exp(-np.abs(x))))
""",
    "leaves threads behind": f"""
import threading
import time

import numpy as np


def sigmoid(x):
    threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
    x = np.asarray(x)
    return {FORMULA}
""",
    "warns": f"""
import warnings

import numpy as np


def sigmoid(x):
    warnings.warn("old", stacklevel=3)
    x = np.asarray(x)
    return {FORMULA}
""",
}
OTHERS: Mapping[str, tuple[str, str]] = {
    "dropout by the global generator": (
        "dropout",
        """
import numpy as np


class Dropout:
    def __init__(self, dropout_ratio=0.5):
        self.ratio = dropout_ratio

    def forward(self, x, train_flg=True):
        if not train_flg:
            return x * (1 - self.ratio)
        self.mask = np.random.rand(*x.shape) > self.ratio
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask
""",
    ),
    "dropout by a generator without a seed": (
        "dropout",
        """
import numpy as np

GENERATOR = np.random.default_rng()


class Dropout:
    def __init__(self, dropout_ratio=0.5):
        self.ratio = dropout_ratio

    def forward(self, x, train_flg=True):
        if not train_flg:
            return x * (1 - self.ratio)
        self.mask = GENERATOR.random(x.shape) > self.ratio
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask
""",
    ),
    "moments by key": (
        "momentum",
        """
import numpy as np


class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, {}

    def update(self, params, grads):
        for key in sorted(params):
            v = self.v.setdefault(key, np.zeros_like(params[key]))
            v[...] = self.momentum * v - self.lr * grads[key]
            params[key] += v
""",
    ),
    "places of windows kept by shape": (
        "im2col",
        """
from functools import lru_cache

import numpy as np


@lru_cache(maxsize=None)
def places(c, h, w, fh, fw, stride):
    oh, ow = (h - fh) // stride + 1, (w - fw) // stride + 1
    k, i, j = np.meshgrid(np.arange(c), np.arange(fh), np.arange(fw), indexing="ij")
    y, x = np.meshgrid(stride * np.arange(oh), stride * np.arange(ow), indexing="ij")
    return k.ravel()[None], y.ravel()[:, None] + i.ravel()[None], x.ravel()[:, None] + j.ravel()[None]


def im2col(input_data, filter_h, filter_w, stride=1, pad=0):
    x = np.pad(input_data, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    n, c, h, w = x.shape
    k, i, j = places(c, h, w, filter_h, filter_w, stride)
    return x[:, k, i, j].reshape(-1, c * filter_h * filter_w)
""",
    ),
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("habit", SIGMOIDS)
def test_an_honest_habit_costs_nothing(habit: str, seed: int, graded: Grader) -> None:
    one = graded(SIGMOIDS[habit], "sigmoid", seed)

    assert (one.state, one.points) == ("pass", one.max_points), one


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("habit", OTHERS)
def test_what_draws_or_keeps_a_state_is_right_a_second_time(habit: str, seed: int, graded: Grader) -> None:
    name, code = OTHERS[habit]

    one = graded(code, name, seed)

    assert (one.state, one.points) == ("pass", one.max_points), one


def test_the_same_submission_under_the_same_seed_gives_the_same_record(graded: Grader) -> None:
    first, second = (graded(SIGMOIDS["counts its calls"], "sigmoid", 5) for _ in range(2))

    assert (first.state, first.checks, first.output) == (second.state, second.checks, second.output)


def test_answers_kept_by_shape_alone_are_wrong(graded: Grader) -> None:
    code = f"""
import numpy as np

KEPT = {{}}


def sigmoid(x):
    x = np.asarray(x)
    if x.shape not in KEPT:
        KEPT[x.shape] = {FORMULA}
    return KEPT[x.shape]
"""

    one = graded(code, "sigmoid", 1)

    assert one.state != "pass"
