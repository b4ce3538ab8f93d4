"""A difference that no known mistake explains is described by what it is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from dlgrade.exercises.checking.compare import compare
from dlgrade.exercises.checking.explain import Explanation, explain, spoken, telling
from dlgrade.exercises.checking.text import Text
from dlgrade.exercises.checking.tolerance import DEFAULT

A = np.random.default_rng(0).standard_normal((3, 4))
SQUARE = np.random.default_rng(1).standard_normal((3, 3))
CUBE = np.random.default_rng(2).standard_normal((2, 2, 2))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("dW", "dW"),
        ("[0]dx", "dx"),
        ("[2]['W1']", "W1"),
        ("['params']['W1']", "params.W1"),
        ("['back'][0]", "back"),
        ("[1][2]", "the result"),
        ("", "the result"),
        ("[0]['h.next']", "h.next"),
    ],
)
def test_a_place_is_called_by_its_name(path: str, name: str) -> None:
    what = spoken(path)

    assert (what.en if isinstance(what, Text) else what) == name


def told(expected: Any, got: Any) -> Explanation:
    return explain(compare({"W": expected}, {"W": got}, DEFAULT)[0])


@pytest.mark.parametrize(
    ("expected", "got", "label"),
    [
        (A, -A, "sign"),
        (A, 3 * A, "factor"),
        (A, A / 3, "factor"),
        (A, A + 0.5, "offset"),
        (SQUARE, SQUARE.T, "transposed"),
        (A, A.T, "shape"),
        (CUBE, CUBE.transpose(2, 0, 1), "axes"),
        (A, A[::-1], "flipped"),
        (A, np.roll(A, 1, axis=1), "shifted"),
        (A, A[[1, 0, 2]], "permuted"),
        (A, A.ravel()[np.random.default_rng(3).permutation(12)].reshape(3, 4), "reordered"),
        (A, 0 * A, "zeros"),
        (A, np.where(A.max() == A, np.nan, A), "not_finite"),
        (A, A + np.eye(3, 4) * 0.1, "first"),
        (A, None, "type"),
        (A, A[:2], "shape"),
        (A, A * (1 + 1e-7), "inaccurate"),
        (A / 3, (A / 3).astype(np.float16), "half"),
        (A, A + 0.5j, "complex"),
        (A, (A + 1).astype(np.float16), "first"),
        (2.0, 1.0, "factor"),
        (2.0, 1.2345678, "first"),
    ],
)
def test_the_sort_of_difference_is_named(expected: Any, got: Any, label: str) -> None:
    assert told(expected, got).label == label


def test_the_factor_is_said_as_a_fraction() -> None:
    assert "1/3 times" in told(A, A / 3).text.en
    assert "1/3 倍" in told(A, A / 3).text.ja


def test_the_first_differing_index_is_given_with_both_values_and_their_ratio() -> None:
    got = A.copy()
    got[1, 2] *= 1.25
    sentence = told(A, got).text.en

    assert "[1, 2]" in sentence
    assert f"{A[1, 2]:.6g}" in sentence
    assert "1.25" in sentence


def test_a_sentence_never_holds_the_whole_expected_array() -> None:
    sentence = told(A, A + np.eye(3, 4)).text.en

    assert sum(f"{value:.6g}" in sentence for value in A.ravel()) <= 1


def test_shapes_are_said_as_tuples_and_the_place_by_its_name() -> None:
    assert told(A, A.T).text.en == "W should have shape (3, 4), but has (4, 3)."


def several(expected: list[float], got: list[float]) -> Explanation:
    differences = compare(expected, got, DEFAULT)
    return explain(telling(differences), differences)


def test_a_factor_between_numbers_is_told_where_all_of_them_have_it() -> None:
    assert several([1.5, 2.5, -0.5], [3.0, 5.0, -1.0]).label == "factor"
    assert several([1.5, 2.5, -0.5], [3.0, 7.5, -1.0]).label == "first"
    assert several([2.0, 3.0], [20.0, 3.0]).label == "first"


def test_a_difference_is_told_before_an_inaccuracy() -> None:
    assert several([1.0, 2.0], [1.0 + 1e-7, 2.7]).text.en == "The result should be 2, but is 2.7 (ratio 1.35)."


def test_shapes_are_compared_as_shapes_and_not_as_numbers() -> None:
    assert explain(compare([(3, 4)], [(4, 3)], DEFAULT)[0]).text.en.endswith("shape (3, 4), but has (4, 3).")


def test_whole_numbers_and_zeros_have_no_ratio() -> None:
    assert told(9, 21).text.en == "W should be 9, but is 21."
    assert told(0.0, 0.5).text.en == "W should be 0, but is 0.5."


def test_what_holds_of_some_numbers_is_not_said_of_all() -> None:
    differences = compare([3, 5, 7], [2, 5, 6], DEFAULT)

    assert explain(telling(differences), differences, 3).text.en == "The result should be 3, but is 2."


def test_what_came_back_in_the_place_of_an_array_or_of_keys_is_said_in_words() -> None:
    nothing = explain(compare(A, None, DEFAULT)[0]).text
    assert nothing.en == "The result should be an array of shape (3, 4), but None came back."
    assert nothing.ja == "返り値は形 (3, 4) の配列になるはずですが、None が返りました。"
    assert "keys W1, but has none." in explain(compare({"W1": A}, {}, DEFAULT)[0]).text.en
