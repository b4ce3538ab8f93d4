"""The penalties against norms and their own derivatives."""

import numpy as np
import pytest
from dlgrade.exercises.checking.gradcheck import TOLERANCE, directional_error
from dlgrade.reference.regularization import l1_gradient, l1_penalty, l2_gradient, l2_penalty

W = np.array([[1.5, -0.5, 2.0], [-3.0, 0.7, -1.1]])


def test_the_l1_penalty_is_lambda_times_the_l1_norm():
    assert l1_penalty(W, 0.3) == pytest.approx(0.3 * np.linalg.norm(W.ravel(), 1))


def test_the_l2_penalty_is_half_lambda_times_the_squared_norm():
    assert l2_penalty(W, 0.3) == pytest.approx(0.15 * np.linalg.norm(W) ** 2)


@pytest.mark.parametrize(("penalty", "gradient"), [(l1_penalty, l1_gradient), (l2_penalty, l2_gradient)])
def test_each_gradient_is_the_derivative_of_its_penalty(penalty, gradient):
    grads, rng = {"W": gradient(W, 0.3)}, np.random.default_rng(0)
    assert directional_error(lambda W: penalty(W, 0.3), {"W": W}, grads, np.array(1.0), rng) <= TOLERANCE


def test_the_l1_gradient_is_zero_at_zero():
    np.testing.assert_array_equal(l1_gradient(np.array([-2.0, 0.0, 0.1]), 0.5), [-0.5, 0.0, 0.5])
