"""The chain rule and the delta rule: right in any style, wrong and named."""

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

Function = Callable[..., Any]


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


def f(p: Any) -> Any:
    return 1 / (1 + np.exp(-p))


def looped(p: Any, V: Any, delta_next: Any) -> Any:
    out = np.zeros(p.shape)
    for n in range(p.shape[0]):
        for j in range(p.shape[1]):
            h = f(p[n, j])
            out[n, j] = h * (1 - h) * sum(V[k, j] * delta_next[n, k] for k in range(V.shape[0]))
    return out


def by_steps(x: Any, y: Any) -> Any:
    dz_dt, dt_dx = 2 * (x + y), 1.0
    return dz_dt * dt_dx


@pytest.mark.parametrize("id", ["chain-rule", "delta-rule"])
def test_the_exercise_verifies_over_several_seeds(id: str) -> None:
    assert verify(exercises()[id], range(5)).breaches == {}


@pytest.mark.parametrize(
    ("id", "function"),
    [
        ("chain-rule", lambda x, y: 2 * x + 2 * y),
        ("chain-rule", lambda x, y: np.add(x, y) * 2.0),
        ("chain-rule", lambda x, y: (x + y) + (y + x)),
        ("chain-rule", by_steps),
        ("delta-rule", lambda p, V, delta_next: f(p) * (1 - f(p)) * np.dot(delta_next, V)),
        ("delta-rule", lambda p, V, delta_next: f(p) * f(-p) * (V.T @ delta_next.T).T),
        ("delta-rule", lambda p, V, delta_next: f(p) * (1 - f(p)) * np.einsum("kj,...k->...j", V, delta_next)),
        ("delta-rule", lambda p, W, delta: 0.25 / np.cosh(p / 2) ** 2 * (delta @ W)),
        ("delta-rule", looped),
    ],
)
def test_a_right_function_passes_in_any_style(id: str, function: Function) -> None:
    assert judged(id, function).state == "pass"


@pytest.mark.parametrize(
    ("id", "function"),
    [
        ("chain-rule", lambda x, y: 2 * (x - y)),
        ("chain-rule", lambda x, y: 3 * (x + y) ** 2),
        ("chain-rule", lambda x, y: np.abs(2 * (x + y))),
        ("chain-rule", lambda x, y: 0.0 * x),
        ("delta-rule", lambda p, V, delta_next: np.where(p > 0, 1.0, 0.0) * (delta_next @ V)),
        ("delta-rule", lambda p, V, delta_next: f(p) * (1 - f(p)) * (delta_next @ V) + p),
        ("delta-rule", lambda p, V, delta_next: f(p) * (1 - f(p)) * (delta_next @ np.abs(V))),
    ],
)
def test_what_is_wrong_beyond_the_known_mistakes_is_refused_without_a_wrong_name(id: str, function: Function) -> None:
    assert judged(id, function).state in ("fail", "partial")
    assert named(id, function) not in exercises()[id].mistakes


def test_a_t_of_any_fixed_value_is_named() -> None:
    for t in (0.5, 3, -7.25):
        assert named("chain-rule", lambda x, y, t=t: 2 * t) == "t_unknown"


def test_a_t_that_no_one_defined_is_named() -> None:
    def unfinished(x: Any, y: Any) -> Any:
        return 2.0 * t  # type: ignore[name-defined]  # noqa: F821

    assert named("chain-rule", unfinished) == "t_unknown"


def test_another_name_that_is_not_defined_is_told_as_it_is() -> None:
    def misspelt(x: Any, y: Any) -> Any:
        return 2 * (x + yy)  # type: ignore[name-defined]  # noqa: F821

    assert named("chain-rule", misspelt) == "NameError"


def test_deltas_for_batches_alone_pass_with_advice() -> None:
    assert advised(judged("delta-rule", looped)) == ["single"]


def test_a_derivative_that_overflows_far_out_is_advised_against_and_not_refused() -> None:
    verdict = judged("delta-rule", lambda p, V, d: np.exp(-p) / (1 + np.exp(-p)) ** 2 * (d @ V))

    assert verdict.state == "pass"
    assert advised(verdict) == ["large"]


def test_the_sum_over_the_wrong_index_is_told_with_its_source() -> None:
    cause = diagnose(judged("delta-rule", lambda p, V, d: f(p) * (1 - f(p)) * (V @ d.T).T))

    assert cause is not None
    assert cause.label == "v_not_transposed"
    assert cause.printed_in is not None


def in_an_array_like_p(p: Any, V: Any, delta_next: Any) -> Any:
    out = np.zeros_like(p)
    out[...] = f(p) * (1 - f(p)) * (delta_next @ V)
    return out


def test_an_array_like_p_cuts_integers_which_is_advice() -> None:
    verdict = judged("delta-rule", in_an_array_like_p)

    assert verdict.state == "pass"
    assert "integers" in advised(verdict)
