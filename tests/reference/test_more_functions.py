"""tanh and leaky ReLU against identities that do not come from their formulas."""

import numpy as np
from dlgrade.reference.functions import leaky_relu, relu, sigmoid, tanh

X = np.random.default_rng(1).normal(size=(3, 4), scale=2)


def test_tanh_is_a_sigmoid_stretched_and_shifted():
    np.testing.assert_allclose(tanh(X), 2 * sigmoid(2 * X) - 1, rtol=1e-12)


def test_tanh_of_a_sum_follows_from_the_two_parts():
    a, b = tanh(X), tanh(X[::-1] / 3)

    np.testing.assert_allclose(tanh(X + X[::-1] / 3), (a + b) / (1 + a * b), rtol=1e-10)


def test_tanh_is_odd_and_silent_far_out():
    with np.errstate(all="raise", under="ignore"):
        assert tanh([-1000.0, 0.0, 1000.0]).tolist() == [-1.0, 0.0, 1.0]
    np.testing.assert_array_equal(tanh(-X), -tanh(X))


def test_leaky_relu_is_a_mixture_of_relu_and_identity():
    for alpha in (0.0, 0.01, 0.3, 1.0):
        np.testing.assert_allclose(leaky_relu(X, alpha), (1 - alpha) * relu(X) + alpha * X, rtol=1e-12, atol=1e-15)


def test_leaky_relu_is_undone_by_the_inverse_slope():
    np.testing.assert_allclose(leaky_relu(leaky_relu(X, 0.2), 5.0), X, rtol=1e-12)


def test_whole_numbers_are_taken_as_floats_and_float32_stays():
    assert leaky_relu(np.array([-3, 2])).tolist() == [-0.03, 2.0]
    assert leaky_relu(X.astype(np.float32)).dtype == tanh(X.astype(np.float32)).dtype == np.float32
