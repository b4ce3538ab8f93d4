"""Mini-batches: right in any style, with a generator or without, wrong and named."""

from __future__ import annotations

import random
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


def judged(function: Function) -> Verdict:
    """The verdict on one function."""
    return judge(exercises()["minibatch"], Local({"minibatch_indices": function}), 3)


def named(function: Function) -> str:
    """The label of the cause of a refusal."""
    cause = diagnose(judged(function))
    return cause.label if cause else ""


def advised(verdict: Verdict) -> list[str]:
    """The advice given with a pass."""
    return [check.check.id for check in verdict.checks if check.state != "pass"]


def shuffled(n: int, batch_size: int, rng: Any) -> Any:
    places = np.arange(n)
    rng.shuffle(places)
    return places[:batch_size]


def one_by_one(n: int, batch_size: int, rng: Any) -> Any:
    return [int(rng.random() * n) for _ in range(batch_size)]


def test_the_exercise_verifies_over_several_seeds() -> None:
    assert verify(exercises()["minibatch"], range(5)).breaches == {}


@pytest.mark.parametrize(
    ("function", "convention"),
    [
        (lambda n, batch_size, rng: rng.integers(0, n, batch_size), ""),
        (lambda n, batch_size, rng: rng.integers(n, size=batch_size), ""),
        (lambda n, batch_size, rng=None: np.floor(rng.uniform(0, n, batch_size)).astype(int), ""),
        (lambda n, batch_size: np.random.choice(n, batch_size), ""),
        (lambda n, batch_size: np.random.randint(0, n, size=batch_size), ""),
        (lambda n, batch_size: np.random.default_rng().integers(0, n, batch_size), ""),
        (one_by_one, ""),
        (lambda n, batch_size, rng: rng.permutation(n)[:batch_size], "without_replacement"),
        (lambda n, batch_size, rng: np.sort(rng.choice(np.arange(n), batch_size, False)), "without_replacement"),
        (lambda n, batch_size, rng: np.argsort(rng.random(n))[-batch_size:], "without_replacement"),
        (lambda n, batch_size: np.random.permutation(n)[:batch_size], "without_replacement"),
        (lambda n, batch_size: random.sample(range(n), batch_size), "without_replacement"),
        (shuffled, "without_replacement"),
    ],
)
def test_a_right_function_passes_in_any_style_and_its_way_to_draw_is_reported(
    function: Function, convention: str
) -> None:
    verdict = judged(function)

    assert (verdict.state, verdict.convention, advised(verdict)) == ("pass", convention, [])


@pytest.mark.parametrize(
    "function",
    [
        lambda n, batch_size, rng: np.minimum(rng.poisson(n / 2, batch_size), n - 1),
        lambda n, batch_size, rng: rng.integers(-n, n, batch_size),
        lambda n, batch_size, rng: 2 * rng.integers(0, (n + 1) // 2, batch_size),
        lambda n, batch_size, rng: (rng.integers(n) + 3 * np.arange(batch_size)) % n,
        lambda n, batch_size, rng: (n * rng.random(batch_size) ** 2).astype(int),
        lambda n, batch_size, rng: rng.choice(n, (batch_size, 1)),
        lambda n, batch_size, rng: np.zeros(batch_size, dtype=int),
    ],
)
def test_what_is_wrong_beyond_the_known_mistakes_is_refused(function: Function) -> None:
    assert judged(function).state in ("fail", "partial")


def test_a_generator_that_is_not_used_is_told_and_costs_nothing() -> None:
    verdict = judged(lambda n, batch_size, rng: np.random.choice(n, batch_size))

    assert verdict.state == "pass"
    assert advised(verdict) == ["repeatable"]


def test_a_seed_within_the_function_is_named() -> None:
    def seeded(n: int, batch_size: int) -> Any:
        np.random.seed(42)
        return np.random.choice(n, batch_size)

    assert named(seeded) == "same_batch"


def test_python_randint_includes_its_end_and_is_named() -> None:
    assert named(lambda n, batch_size: [random.randint(0, n) for _ in range(batch_size)]) == "one_too_far"


def test_an_end_taken_one_too_low_is_named_where_the_draw_runs_out_too() -> None:
    assert named(lambda n, batch_size, rng: rng.choice(n - 1, batch_size, replace=False)) == "last_never_drawn"


def test_constant_places_earn_nothing_of_value() -> None:
    assert judged(lambda n, batch_size, rng: np.zeros(batch_size, dtype=int)).points == 0


def rounded(n: int, batch_size: int) -> Any:
    return np.rint(np.random.rand(batch_size) * (n - 1)).astype(int)


def test_rounded_draws_are_refused_and_named() -> None:
    assert named(rounded) == "ends_half_as_often"
