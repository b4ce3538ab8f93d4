"""Chapter 4: the checks accept what is right in any style, refuse what is wrong, and name it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from dlgrade.exercises.catalogue import exercises
from dlgrade.exercises.checking.diagnose import diagnose
from dlgrade.exercises.checking.judge import Verdict, judge
from dlgrade.exercises.checking.subject import Local
from dlgrade.exercises.checking.verify import verify
from dlgrade.reference.numerical import numerical_gradient

Function = Callable[..., Any]
IDS = ("sse", "cross-entropy", "numerical-diff", "numerical-gradient", "gradient-descent")


def judged(id: str, function: Function, seed: int = 3) -> Verdict:
    """The verdict on one function."""
    exercise = exercises()[id]
    return judge(exercise, Local({next(iter(exercise.symbols)): function}), seed)


def named(id: str, function: Function) -> str:
    """The label of the cause of a refusal."""
    cause = diagnose(judged(id, function))
    return cause.label if cause else ""


def advised(verdict: Verdict) -> list[str]:
    """The advice given with a pass."""
    return [check.check.id for check in verdict.checks if check.state != "pass"]


def entropy(guard: Function, by: str = "labels", mean: bool = True) -> Function:
    """A right cross entropy with its own guard against log 0, by picking or by multiplying with one-hot rows."""

    def cross_entropy_error(y: Any, t: Any) -> Any:
        y, t = np.atleast_2d(y), np.asarray(t)
        labels = t.reshape(y.shape).argmax(axis=1) if t.size == y.size else t.reshape(-1)
        rows = len(y) if mean else 1
        if by == "labels":
            return -np.sum(np.log(guard(y[np.arange(len(y)), labels]))) / rows
        return -np.sum(np.eye(y.shape[1])[labels] * np.log(guard(y))) / rows

    return cross_entropy_error


def added(eps: float) -> Function:
    """log(y + ε)."""
    return lambda y: y + eps


def clipped(eps: float) -> Function:
    """log(clip(y, ε, 1 - ε))."""
    return lambda y: np.clip(y, eps, 1 - eps)


def central(h: float, copied: bool = False) -> Function:
    """A central-difference gradient with its own step."""

    def gradient(f: Function, x: Any) -> Any:
        x = np.array(x, dtype=float) if copied else x
        grad = np.zeros_like(x)
        walk = np.nditer(x, flags=["multi_index"], op_flags=[["readwrite"]])
        while not walk.finished:
            at = walk.multi_index
            x[at] += h
            above = f(x)
            x[at] -= 2 * h
            below = f(x)
            x[at] += h
            grad[at] = (above - below) / (2 * h)
            walk.iternext()
        return grad

    return gradient


def in_place_descent(f: Function, init_x: Any, lr: float = 0.01, step_num: int = 100) -> Any:
    x = init_x
    for _ in range(step_num):
        x -= lr * numerical_gradient(f, x)
    return x


@pytest.mark.parametrize("id", IDS)
def test_the_exercise_verifies_over_several_seeds(id: str) -> None:
    assert verify(exercises()[id], range(5)).breaches == {}


@pytest.mark.parametrize(
    ("function", "convention"),
    [
        (lambda y, t: np.sum((y - t) ** 2) / 2, ""),
        (lambda t, y: 0.5 * np.linalg.norm(np.ravel(y - t)) ** 2, ""),
        (lambda y, t: np.array([0.5 * np.dot(np.ravel(y - t), np.ravel(y - t))]), ""),
        (lambda y, t: 0.5 * np.mean(np.sum((y - t) ** 2, axis=-1)), "batch_mean"),
        (lambda y, t: np.sum((y - t) ** 2) / (2 * (y.shape[0] if y.ndim > 1 else 1)), "batch_mean"),
    ],
)
def test_a_right_squared_error_passes_and_its_convention_is_reported(function: Function, convention: str) -> None:
    verdict = judged("sse", function)

    assert verdict.state == "pass"
    assert verdict.convention == convention


@pytest.mark.parametrize("by", ["labels", "one_hot"])
@pytest.mark.parametrize("mean", [True, False])
@pytest.mark.parametrize("eps", [1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15])
@pytest.mark.parametrize("guard", [added, clipped])
def test_every_published_epsilon_passes(guard: Callable[[float], Function], eps: float, mean: bool, by: str) -> None:
    for seed in range(5):
        verdict = judged("cross-entropy", entropy(guard(eps), by, mean), seed)

        assert verdict.state == "pass"
        assert verdict.convention == ("" if mean else "batch_sum")


def test_a_cross_entropy_without_epsilon_is_refused_at_zero_alone() -> None:
    for by in ("labels", "one_hot"):
        verdict = judged("cross-entropy", entropy(lambda y: y, by))

        assert [check.check.id for check in verdict.failing] == ["zero", "zero_labels"]
        assert named("cross-entropy", entropy(lambda y: y, by)) == "nothing_against_zero"


def test_a_cross_entropy_without_epsilon_for_class_numbers_alone_is_refused() -> None:
    def by_branches(y: Any, t: Any) -> Any:
        return entropy(added(1e-7) if np.size(t) == np.size(y) else lambda p: p)(y, t)

    assert [check.check.id for check in judged("cross-entropy", by_branches).failing] == ["zero_labels"]
    assert named("cross-entropy", by_branches) == "nothing_against_zero"


def test_the_first_form_of_the_book_is_told_of_its_labels() -> None:
    assert named("cross-entropy", lambda y, t: -np.sum(t * np.log(y + 1e-7))) == "labels_as_one_hot"


@pytest.mark.parametrize(
    ("id", "function"),
    [
        ("sse", lambda y, t: np.sum((y - t) ** 2) / 3),
        ("sse", lambda y, t: 0.5 * np.sum((y - t) ** 4)),
        ("cross-entropy", lambda y, t: 0.9 * entropy(added(1e-7))(y, t)),
        ("cross-entropy", entropy(added(0.02))),
        ("numerical-diff", lambda f, x: (f(x + 0.2) - f(x - 0.2)) / 0.4),
        ("numerical-diff", lambda f, x: f(x)),
        ("numerical-gradient", central(0.3)),
        ("numerical-gradient", lambda f, x: numerical_gradient(f, x).ravel()),
        ("gradient-descent", lambda f, x, lr=0.01, step_num=100: x - np.sign(numerical_gradient(f, x)) * lr),
    ],
)
def test_what_is_wrong_beyond_the_known_mistakes_is_refused_without_a_wrong_name(id: str, function: Function) -> None:
    assert judged(id, function).state in ("fail", "partial")
    assert named(id, function) not in exercises()[id].mistakes


@pytest.mark.parametrize("h", [1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7])
def test_a_central_difference_passes_with_any_step_in_use(h: float) -> None:
    for seed in range(20):
        assert judged("numerical-diff", lambda f, x: (f(x + h) - f(x - h)) / (2 * h), seed).state == "pass"
        assert judged("numerical-gradient", central(h), seed).state == "pass"


def test_a_five_point_stencil_passes() -> None:
    h = 1e-3

    def numerical_diff(f: Function, x: float) -> float:
        return float(8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h)

    assert judged("numerical-diff", numerical_diff).state == "pass"


@pytest.mark.parametrize("h", [2e-3, 3e-5, 1e-6, 1e-8])
def test_a_forward_difference_is_refused_with_any_step(h: float) -> None:
    assert judged("numerical-diff", lambda f, x: (f(x + h) - f(x)) / h).state in ("fail", "partial")


def test_integers_that_are_truncated_are_told_and_cost_nothing() -> None:
    verdict = judged("numerical-gradient", lambda f, x: central(1e-4)(f, x))

    assert verdict.state == "pass"
    assert advised(verdict) == ["integers"]


def test_integers_that_work_or_are_refused_need_no_advice() -> None:
    assert advised(judged("numerical-gradient", central(1e-4, copied=True))) == []
    assert advised(judged("numerical-gradient", numerical_gradient)) == []


def test_a_gradient_for_vectors_alone_keeps_the_points_of_vectors() -> None:
    verdict = judged(
        "numerical-gradient", exercises()["numerical-gradient"].wrong["one_dimensional"]["numerical_gradient"]
    )

    assert verdict.state == "partial"
    assert verdict.points == 2


def test_a_start_changed_in_place_is_advice() -> None:
    verdict = judged("gradient-descent", in_place_descent)

    assert verdict.state == "pass"
    assert advised(verdict) == ["start_alone"]


def test_the_path_beside_the_point_is_reported() -> None:
    def gradient_descent(f: Function, init_x: Any, lr: float = 0.01, step_num: int = 100) -> Any:
        path = [init_x.copy()]
        for _ in range(step_num):
            path.append(path[-1] - lr * numerical_gradient(f, path[-1].copy()))
        return [path[-1], path]

    assert judged("gradient-descent", gradient_descent).convention == "with_path"


def test_other_defaults_are_advice() -> None:
    def gradient_descent(f: Function, init_x: Any, lr: float, step_num: int) -> Any:
        return in_place_descent(f, init_x.copy(), lr, step_num)

    assert advised(judged("gradient-descent", gradient_descent)) == ["defaults"]


def test_the_printed_ascent_is_said_to_be_printed() -> None:
    def gradient_descent(f: Function, init_x: Any, lr: float = 0.01, step_num: int = 100) -> Any:
        x = init_x.copy()
        for _ in range(step_num):
            x += lr * central(1e-5)(f, x)
        return x

    cause = diagnose(judged("gradient-descent", gradient_descent))

    assert cause is not None
    assert cause.label == "ascends"
    assert cause.printed_in is not None
