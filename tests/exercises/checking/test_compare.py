"""The comparer, on both sides of every tolerance."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from dlgrade.exercises.checking.answers import Claim, Estimate
from dlgrade.exercises.checking.compare import compare, resembles
from dlgrade.exercises.checking.tolerance import DEFAULT, EXACT, ROUNDINGS, Tolerance

EPS = float(np.finfo(float).eps)
EPS32 = float(np.finfo(np.float32).eps)


def same(expected: Any, got: Any, tolerance: Tolerance = DEFAULT) -> bool:
    return not compare(expected, got, tolerance)


@pytest.mark.parametrize("scale", [1e-8, 1.0, 1e8])
def test_the_relative_tolerance_goes_with_the_largest_element(scale: float) -> None:
    expected = np.array([scale, scale / 1000])

    assert same(expected, expected + 0.99 * ROUNDINGS * EPS * scale)
    assert not same(expected, expected + 1.01 * ROUNDINGS * EPS * scale)


def test_float32_answers_are_given_the_roundings_of_float32() -> None:
    expected = np.array([1.0, 0.5])

    assert same(expected, (expected + 0.9 * ROUNDINGS * EPS32).astype(np.float32))
    assert not same(expected, (expected + 1.1 * ROUNDINGS * EPS32).astype(np.float32))
    assert not same(expected, expected + 0.9 * ROUNDINGS * EPS32)


def test_half_precision_is_right_only_where_nothing_is_lost() -> None:
    assert not same(np.array([0.1, 0.7]), np.array([0.1, 0.7], dtype=np.float16))
    assert not same(np.array([0.1, 0.7], dtype=np.float32), np.array([0.1, 0.7], dtype=np.float16))
    assert same(np.array([1.0, 0.25]), np.array([1.0, 0.25], dtype=np.float16))


@pytest.mark.parametrize(("difference", "verdict"), [(0.99e-3, True), (1.01e-3, False)])
def test_absolute_and_relative_parts_add_up(difference: float, verdict: bool) -> None:
    tolerance = Tolerance(roundings=0, relative=0.5e-3, absolute=0.5e-3)

    assert same(np.array([1.0, 0.0]), np.array([1.0, difference]), tolerance) is verdict


def test_exact_allows_nothing() -> None:
    assert same(np.array([1, 2]), np.array([1, 2]), EXACT)
    assert not same(np.array([1.0]), np.array([1.0 + EPS]), EXACT)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_value_that_is_not_finite_is_never_near_a_finite_one(value: float) -> None:
    assert not same(np.array([1.0, 2.0]), np.array([1.0, value]))


def test_nan_expected_is_met_by_no_answer_and_equal_infinities_agree() -> None:
    assert not same(np.array([np.nan]), np.array([np.nan]))
    assert same(np.array([np.inf]), np.array([np.inf]))
    assert not same(np.array([np.inf]), np.array([-np.inf]))


@pytest.mark.parametrize(
    "got", [np.zeros((3, 2)), np.zeros(6), np.zeros((1, 2, 3)), 0.0, None, "x", [[0, 0], [0]], {"a": 1}]
)
def test_another_shape_or_type_is_a_difference(got: Any) -> None:
    assert not same(np.zeros((2, 3)), got)


def test_python_numbers_numpy_scalars_and_arrays_of_one_element_are_the_same_number() -> None:
    assert all(same(1.5, got) for got in (1.5, np.float64(1.5), np.array(1.5), np.array([1.5])))
    assert same(np.array([1, 0]), np.array([True, False]))


def test_lists_tuples_and_arrays_of_the_same_items_agree() -> None:
    assert same((1.0, 2.0), [1.0, 2.0])
    assert same([1.0, 2.0], np.array([1.0, 2.0]))
    assert not same((1.0, 2.0), (1.0, 2.0, 3.0))


def test_missing_and_extra_keys_are_a_difference() -> None:
    assert same({"W": 1.0}, {"W": 1.0})
    assert not same({"W": 1.0}, {})
    assert not same({"W": 1.0}, {"W": 1.0, "b": 2.0})


@pytest.mark.parametrize(("value", "verdict"), [(0.599, True), (0.601, False), (np.nan, False)])
def test_an_estimate_holds_up_to_its_margin(value: float, verdict: bool) -> None:
    expected = Estimate(0.5, 0.5, 0.1)

    assert same(expected, Estimate(value, 0.5, 0.1)) is verdict


@pytest.mark.parametrize(("value", "verdict"), [(0.699, True), (0.701, False), (np.nan, False)])
def test_an_estimate_without_a_truth_is_held_against_the_reference_by_both_margins(value: float, verdict: bool) -> None:
    assert same(Estimate(0.5, np.nan, 0.15), Estimate(value, np.nan, 0.05)) is verdict


@pytest.mark.parametrize("truth", [0.5, np.nan])
def test_an_estimate_of_a_few_draws_is_not_near_to_everything(truth: float) -> None:
    assert same(Estimate(0.5, truth, 0.02), Estimate(0.52, truth, 0.025))
    assert not same(Estimate(0.5, truth, 0.02), Estimate(0.9, truth, 3.0))


def test_a_claim_that_does_not_hold_is_a_difference_whatever_the_reference_says() -> None:
    assert same(Claim(True, "x"), Claim(True, "x"))
    assert not same(Claim(True, "x"), Claim(False, "x"))


@pytest.mark.parametrize(("factor", "verdict"), [(1 + 0.9e-4, True), (1 + 1.2e-4, False)])
def test_a_known_mistake_is_recognised_within_one_in_ten_thousand(factor: float, verdict: bool) -> None:
    assert resembles(np.array([3.0, 1.0]), factor * np.array([3.0, 1.0])) is verdict


def test_a_mistake_that_gives_nan_is_recognised_by_it() -> None:
    assert resembles(np.array([np.nan, 1.0]), np.array([np.nan, 1.0]))
    assert not resembles(np.array([np.nan, 1.0]), np.array([1.0, np.nan]))
