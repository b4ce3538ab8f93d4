"""Chapter 3: the checks accept what is right in any style, refuse what is wrong, and name it."""

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

Function = Callable[[Any], Any]
IDS = ("step", "sigmoid", "sigmoid-grad", "relu", "identity", "softmax")


def judged(id: str, function: Function) -> Verdict:
    """The verdict on one function."""
    exercise = exercises()[id]
    return judge(exercise, Local({next(iter(exercise.symbols)): function}), 3)


def named(id: str, function: Function) -> str:
    """The label of the cause of a refusal."""
    cause = diagnose(judged(id, function))
    return cause.label if cause else ""


def advised(verdict: Verdict) -> list[str]:
    """The advice given with a pass."""
    return [check.check.id for check in verdict.checks if check.state != "pass"]


def masked_sigmoid(x: Any) -> Any:
    out = np.empty(x.shape)
    high = x >= 0
    out[high] = 1 / (1 + np.exp(-x[high]))
    out[~high] = np.exp(x[~high]) / (1 + np.exp(x[~high]))
    return out


def copied_relu(x: Any) -> Any:
    out = x.copy()
    out[out < 0] = 0
    return out


def softmax_by_rows(x: Any) -> Any:
    if x.ndim > 1:
        return [softmax_by_rows(row) for row in x]
    raised = [math.exp(value - max(x)) for value in x]
    return [value / sum(raised) for value in raised]


def textbook_softmax(x: Any) -> Any:
    if x.ndim == 2:
        x = x.T
        x = x - np.max(x, axis=0)
        return (np.exp(x) / np.sum(np.exp(x), axis=0)).T
    x = x - np.max(x)
    return np.exp(x) / np.sum(np.exp(x))


def batch_max_softmax(x: Any) -> Any:
    raised = np.exp(x - np.max(x))
    return raised / raised.sum(axis=-1, keepdims=True)


@pytest.mark.parametrize("id", IDS)
def test_the_exercise_verifies_over_several_seeds(id: str) -> None:
    assert verify(exercises()[id], range(5)).breaches == {}


@pytest.mark.parametrize(
    ("id", "function"),
    [
        ("step", lambda x: np.where(x > 0, 1.0, 0.0)),
        ("step", lambda x: (x > 0).astype(np.float32)),
        ("step", lambda x: np.heaviside(x, 0)),
        ("step", np.vectorize(lambda x: 1 if x > 0 else 0, otypes=[int])),
        ("sigmoid", lambda x: 1 / (1 + np.exp(-x))),
        ("sigmoid", lambda x: 0.5 * (1 + np.tanh(x / 2))),
        ("sigmoid", lambda x: 1 / (1 + np.exp(-np.clip(x, -500, 500)))),
        ("sigmoid", masked_sigmoid),
        ("sigmoid-grad", lambda x: 0.25 / np.cosh(np.clip(x, -700, 700) / 2) ** 2),
        ("relu", lambda x: x * (x > 0)),
        ("relu", lambda x: (x + np.abs(x)) / 2),
        ("relu", lambda x: np.where(x < 0, 0, x)),
        ("relu", copied_relu),
        ("identity", lambda x: x.copy()),
        ("identity", lambda x: x.tolist()),
        ("softmax", softmax_by_rows),
        ("softmax", textbook_softmax),
        ("softmax", batch_max_softmax),
    ],
)
def test_a_right_function_passes_in_any_style(id: str, function: Function) -> None:
    assert judged(id, function).state == "pass"


@pytest.mark.parametrize(
    ("id", "function"),
    [
        ("step", lambda x: (x > 0.5).astype(int)),
        ("sigmoid", lambda x: 1 / (1 + np.exp(-2 * x))),
        ("sigmoid", lambda x: np.clip(0.25 * x + 0.5, 0, 1)),
        ("sigmoid-grad", lambda x: np.exp(-(x**2)) / 4),
        ("relu", lambda x: np.maximum(0.2 * x, x)),
        ("relu", lambda x: np.minimum(np.maximum(0, x), 1)),
        ("identity", lambda x: x.ravel()),
        ("identity", lambda x: x.astype(int)),
        ("softmax", lambda x: x**2 / (x**2).sum(axis=-1, keepdims=True)),
        ("softmax", lambda x: np.exp(np.minimum(x, 50)) / np.exp(np.minimum(x, 50)).sum(axis=-1, keepdims=True)),
    ],
)
def test_what_is_wrong_beyond_the_known_mistakes_is_refused_without_a_wrong_name(id: str, function: Function) -> None:
    assert judged(id, function).state in ("fail", "partial")
    assert named(id, function) not in exercises()[id].mistakes


def test_a_softmax_over_the_whole_batch_is_named_though_each_row_has_its_own_maximum() -> None:
    def softmax(x: Any) -> Any:
        raised = np.exp(x - x.max(axis=-1, keepdims=True))
        return raised / raised.sum()

    assert named("softmax", softmax) == "whole_batch"


def test_the_value_of_the_step_at_zero_is_reported() -> None:
    assert judged("step", lambda x: np.array(x > 0, dtype=int)).convention == ""
    assert judged("step", lambda x: np.array(x >= 0, dtype=int)).convention == "one_at_zero"


def test_truth_values_of_the_step_are_advised_against() -> None:
    assert advised(judged("step", lambda x: np.asarray(x) > 0)) == ["plain"]


def test_a_function_that_takes_arrays_alone_passes_with_advice() -> None:
    assert advised(judged("sigmoid", masked_sigmoid)) == ["numbers"]
    assert advised(judged("relu", copied_relu)) == ["numbers"]


def test_a_function_that_takes_numbers_alone_is_named() -> None:
    assert named("relu", lambda x: x if x > 0 else 0) == "only_numbers"
    assert named("step", lambda x: 1 if x >= 0 else 0) == "only_numbers"


def test_the_argument_of_the_sigmoid_derivative_is_reported() -> None:
    assert judged("sigmoid-grad", lambda y: (1 - y) * y).convention == "output_given"


def test_a_derivative_that_overflows_far_out_is_advised_against_and_not_refused() -> None:
    verdict = judged("sigmoid-grad", lambda x: np.exp(-x) / (1 + np.exp(-x)) ** 2)

    assert verdict.state == "pass"
    assert advised(verdict) == ["large"]


def test_the_maximum_of_the_whole_batch_is_noted() -> None:
    assert advised(judged("softmax", batch_max_softmax)) == ["far_rows"]


def test_a_softmax_wrong_in_two_ways_is_told_the_first() -> None:
    assert named("softmax", lambda x: np.exp(x) / np.sum(np.exp(x))) == "whole_batch"


def test_softmax_of_a_single_vector_alone_earns_its_points() -> None:
    verdict = judged("softmax", lambda x: np.exp(x - x.max()) / np.exp(x - x.max()).sum())

    assert verdict.state == "partial"
    assert verdict.points == 1


def test_a_write_into_the_argument_is_refused() -> None:
    for id, function in (("relu", lambda x: np.maximum(x, 0, out=x)), ("softmax", exercises()["softmax"].wrong)):
        given = function if callable(function) else function["in_place"]["softmax"]

        assert [check.check.id for check in judged(id, given).failing][-1:] == ["pure"]
        assert named(id, given) == "in_place"
