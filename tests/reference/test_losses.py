"""Losses against identities that do not come from their formulas."""

import numpy as np
import pytest
from dlgrade.reference.losses import cross_entropy_error, sum_squared_error

RNG = np.random.default_rng(0)
Y = RNG.dirichlet(np.full(4, 5.0), size=6)
LABELS = RNG.integers(4, size=6)


def test_the_squared_error_is_a_polarised_inner_product():
    y, t = RNG.normal(size=(2, 3, 4))

    assert sum_squared_error(y, t) == pytest.approx(np.vdot(y, y) / 2 - np.vdot(y, t) + np.vdot(t, t) / 2)
    assert sum_squared_error(y, t) == sum_squared_error(t, y)


def test_the_gradient_of_the_squared_error_is_the_difference():
    y, t, way = RNG.normal(size=(3, 5))
    slope = (sum_squared_error(y + way, t) - sum_squared_error(y - way, t)) / 2

    assert slope == pytest.approx(np.vdot(y - t, way))


def test_the_squared_error_of_unsigned_integers_does_not_wrap_around():
    assert sum_squared_error(np.array([1], dtype=np.uint8), np.array([3], dtype=np.uint8)) == 2.0


def test_the_cross_entropy_is_the_logarithm_of_a_geometric_mean():
    mean = np.prod([row[k] for row, k in zip(Y, LABELS, strict=True)]) ** (1 / 6)

    assert np.exp(-cross_entropy_error(Y, LABELS)) == pytest.approx(mean, rel=1e-5)


def test_labels_and_one_hot_rows_give_the_same():
    assert cross_entropy_error(Y, LABELS) == cross_entropy_error(Y, np.eye(4)[LABELS])
    assert cross_entropy_error(Y[0], np.array(2)) == cross_entropy_error(Y[0], np.eye(4)[2])


@pytest.mark.parametrize("classes", [2, 10])
def test_the_cross_entropy_of_a_guess_is_the_logarithm_of_the_number_of_classes(classes):
    assert cross_entropy_error(np.full((3, classes), 1 / classes), np.zeros(3, int)) == pytest.approx(
        np.log(classes), rel=1e-5
    )


def test_a_single_row_of_a_square_batch_is_no_one_hot_row():
    square = RNG.dirichlet(np.ones(4) * 5, size=4)
    labels = np.array([3, 1, 2, 0])

    rows = [cross_entropy_error(row, np.array(k)) for row, k in zip(square, labels, strict=True)]
    assert cross_entropy_error(square, labels) == pytest.approx(np.mean(rows))


def test_a_probability_of_zero_gives_a_finite_value():
    assert cross_entropy_error(np.array([0.0, 1.0]), np.array([1, 0])) == pytest.approx(-np.log(1e-7))
