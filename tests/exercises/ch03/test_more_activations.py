"""tanh and leaky ReLU: right in any style, wrong and named."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from dlgrade.exercises.catalogue import exercises
from dlgrade.exercises.checking.diagnose import diagnose
from dlgrade.exercises.checking.judge import Verdict, judge
from dlgrade.exercises.checking.subject import Local
from dlgrade.exercises.checking.verify import verify

Function = Callable[..., Any]


def judged(id: str, function: Function) -> Verdict:
    """The verdict on one function."""
    exercise = exercises()[id]
    return judge(exercise, Local({next(iter(exercise.symbols)): function}), 3)


def named(id: str, function: Function) -> str:
    """The label of the cause of a refusal."""
    cause = diagnose(judged(id, function))
    return cause.label if cause else ""


def masked_leaky_relu(x: Any, alpha: float = 0.01) -> Any:
    out = np.array(x, dtype=float)
    out[out < 0] *= alpha
    return out


def looped_leaky_relu(x: Any, alpha: float = 0.01) -> Any:
    if np.ndim(x) > 0:
        return np.array([looped_leaky_relu(part, alpha) for part in x])
    return x if x > 0 else alpha * x


def one_sided_tanh(x: Any) -> Any:
    small = np.exp(-2 * np.abs(x))
    return np.sign(x) * (1 - small) / (1 + small)


@pytest.mark.parametrize("id", ["tanh", "leaky-relu"])
def test_the_exercise_verifies_over_several_seeds(id: str) -> None:
    assert verify(exercises()[id], range(5)).breaches == {}


@pytest.mark.parametrize(
    ("id", "function"),
    [
        ("tanh", np.tanh),
        ("tanh", np.vectorize(math.tanh, otypes=[float])),
        ("tanh", lambda x: 2 / (1 + np.exp(-2 * np.asarray(x))) - 1),
        ("tanh", one_sided_tanh),
        ("tanh", lambda x: np.sinh(np.clip(x, -40, 40)) / np.cosh(np.clip(x, -40, 40))),
        ("leaky-relu", lambda x, alpha=0.01: np.maximum(alpha * np.asarray(x), x)),
        ("leaky-relu", lambda x, alpha=0.01: np.maximum(0, x) + alpha * np.minimum(0, x)),
        ("leaky-relu", lambda x, slope=0.01: x * np.where(np.asarray(x) < 0, slope, 1)),
        ("leaky-relu", masked_leaky_relu),
        ("leaky-relu", looped_leaky_relu),
    ],
)
def test_a_right_function_passes_in_any_style(id: str, function: Function) -> None:
    assert judged(id, function).state == "pass"


@pytest.mark.parametrize(
    ("id", "function"),
    [
        ("tanh", lambda x: np.clip(x, -1, 1)),
        ("tanh", lambda x: np.arctan(x)),
        ("tanh", lambda x: np.tanh(x / 2) ** 2),
        ("leaky-relu", lambda x, alpha=0.01: np.where(x > 0, x, alpha * (np.exp(np.minimum(x, 0)) - 1))),
        ("leaky-relu", lambda x, alpha=0.01: np.where(x > 0, x, x / 7)),
        ("leaky-relu", lambda x, alpha=0.01: np.ravel(np.where(x > 0, x, alpha * x))),
    ],
)
def test_what_is_wrong_beyond_the_known_mistakes_is_refused_without_a_wrong_name(id: str, function: Function) -> None:
    assert judged(id, function).state in ("fail", "partial")
    assert named(id, function) not in exercises()[id].mistakes


def test_a_leaky_relu_for_numbers_alone_is_named() -> None:
    assert named("leaky-relu", lambda x, alpha=0.01: x if x >= 0 else alpha * x) == "only_numbers"


def test_a_leaky_relu_that_takes_the_smaller_side_is_named() -> None:
    assert named("leaky-relu", lambda x, alpha=0.01: np.minimum(alpha * x, x)) == "slope_on_wrong_side"


def test_a_tanh_whose_exponent_lacks_the_two_is_named() -> None:
    assert named("tanh", lambda x: (1 - np.exp(-x)) / (1 + np.exp(-x))) == "two_forgotten"


def test_a_skeleton_is_told_that_nothing_is_written() -> None:
    def unwritten(x: Any, alpha: float = 0.01) -> Any:
        raise NotImplementedError

    assert named("leaky-relu", unwritten) == "NotImplementedError"
    assert judged("leaky-relu", unwritten).points == 0
