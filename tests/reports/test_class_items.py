"""Item analysis, against numbers worked out another way."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from dlgrade.reports.class_items import DISCRIMINATION, FEWEST, GROUP, in_words, items_of
from dlgrade.reports.class_tally import tally
from dlgrade.reports.classroom import SCHEMA, Column, Head, Learner, Mark
from dlgrade.reports.record import Tool

from .classes import head, learners

TOOL = Tool("dlgrade", "0.1.0")


def classroom(points: Sequence[Sequence[float]], worth: float = 1.0, states: Any = None) -> tuple[Head, list[Learner]]:
    """A class from a table of points, a learner a row."""
    columns = tuple(Column(f"c{i}", "ch03", f"c{i}", worth) for i in range(len(points[0])))
    made = []
    for place, row in enumerate(points):
        marks = tuple(
            Mark(f"c{i}", states[place][i] if states else "fail", value, value, worth) for i, value in enumerate(row)
        )
        made.append(Learner(f"s{place}", "", "", "graded", "x", "", 0, sum(row), worth * len(row), marks=marks))
    return Head(SCHEMA, TOOL, "t", "en", 0, len(made), columns), made


def items(points: Sequence[Sequence[float]], **more: Any) -> Any:
    of, made = classroom(points, **more)
    return items_of(tally(of, made, 100))


def test_difficulty_is_the_mean_share() -> None:
    rng = np.random.default_rng(1)
    points = rng.uniform(0, 4, (60, 3))

    for item, column in zip(items(points, worth=4.0), points.T, strict=True):
        assert item.difficulty == pytest.approx(statistics.fmean(column) / 4, abs=1e-4)


def test_discrimination_without_ties_is_the_mean_of_the_best_less_that_of_the_worst() -> None:
    rng = np.random.default_rng(2)
    ability = rng.normal(size=100)
    points = 1 / (1 + np.exp(-ability[:, None] + rng.normal(size=(100, 5))))

    for place, item in enumerate(items(points)):
        others = np.delete(points, place, axis=1).sum(axis=1)
        order = np.argsort(others)
        wanted = points[order[-27:], place].mean() - points[order[:27], place].mean()
        assert item.discrimination == pytest.approx(wanted, abs=1e-3)


def test_ties_do_not_depend_on_the_order_of_the_learners() -> None:
    rng = np.random.default_rng(3)
    points = rng.integers(0, 2, (90, 4)).astype(float)
    shuffled = rng.permutation(points)

    for one, other in zip(items(points), items(shuffled), strict=True):
        assert one.discrimination == pytest.approx(other.discrimination, abs=1e-9)


def test_an_exercise_that_the_weak_solve_has_a_negative_discrimination() -> None:
    points = [[float(i % 50 / 50), float(i % 50 / 50), 1 - float(i % 50 / 50)] for i in range(100)]
    third = items(points)[2]

    assert third.discrimination is not None
    assert third.discrimination < -0.5
    assert in_words(third.discrimination, DISCRIMINATION) == "reversed"


def test_an_exercise_does_not_vouch_for_itself() -> None:
    """Points drawn at random tell nobody apart; ranked by a total with themselves in it they would seem to."""
    rng = np.random.default_rng(4)
    values = [item.discrimination for item in items(rng.integers(0, 2, (4000, 3)).astype(float))]

    # Each is a difference of two means of 1,080 coins: deviation 0.0215; 0.15 is seven of them, below 1e-9.
    assert all(abs(value) < 0.15 for value in values)


def test_a_fault_of_the_grader_counts_for_nobody() -> None:
    points = [[1.0, 0.0] if i % 2 else [1.0, 1.0] for i in range(40)]
    states = [["pass", "grader_error" if i % 2 else "pass"] for i in range(40)]
    second = items(points, states=states)[1]

    assert (second.judged, second.difficulty) == (20, 1.0)


def test_a_few_learners_or_equal_ones_say_nothing() -> None:
    few = items([[float(i % 2), float(i % 3)] for i in range(FEWEST - 1)])
    equal = items([[1.0, 1.0]] * 50)

    assert [item.discrimination for item in (*few, *equal)] == [None] * 4
    assert GROUP * FEWEST > 5


def test_who_was_not_graded_counts_in_no_mean() -> None:
    of = head(200, 6)
    found = tally(of, learners(of), 100)

    graded = sum(one.state == "graded" for one in learners(of))
    assert [item.judged for item in items_of(found)] == [graded] * 6
    assert len(found.finals) == graded
