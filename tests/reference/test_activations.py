"""Symmetry and spread of activations, by what the mathematics says of them."""

import numpy as np
import pytest
from dlgrade.reference.activations import activation_stats, symmetry_demo
from dlgrade.reference.functions import relu, sigmoid, softmax
from dlgrade.reference.numerical import numerical_gradient

RNG = np.random.default_rng(0)
X, T = RNG.standard_normal((6, 4)), np.eye(3)[[0, 1, 2, 0, 1, 1]]


def test_one_step_goes_down_the_numerical_gradient():
    W1, W2 = RNG.standard_normal((4, 5)), RNG.standard_normal((5, 3))

    def loss(W):
        return float(-np.log((softmax(sigmoid(X @ W) @ W2) * T).sum(axis=1)).mean())

    expected = W1 - 0.3 * numerical_gradient(loss, W1.copy())
    np.testing.assert_allclose(symmetry_demo(W1, W2, X, T, 0.3, 1), expected, atol=1e-7)


def test_equal_hidden_units_stay_equal_and_unequal_ones_part():
    alike = symmetry_demo(np.full((4, 5), 0.3), np.full((5, 3), 0.2), X, T, 0.5, 50)
    apart = symmetry_demo(RNG.standard_normal((4, 5)), RNG.standard_normal((5, 3)), X, T, 0.5, 50)

    assert np.ptp(alike, axis=1).max() < 1e-12
    assert np.ptp(apart, axis=1).min() > 0.1


def test_zero_weights_never_move():
    np.testing.assert_array_equal(symmetry_demo(np.zeros((4, 5)), np.zeros((5, 3)), X, T, 0.5, 1), 0)


@pytest.mark.parametrize(
    ("activation", "scale", "least", "most"),
    [
        (sigmoid, 1.0, 0.4, 0.5),  # saturated: nearly all 0 or 1
        (sigmoid, 0.01, 0.0, 0.05),  # collapsed: nearly all ½
        (np.tanh, 0.1, 0.3, 0.7),  # Xavier at 100 inputs
        (relu, np.sqrt(2 / 100), 0.5, 1.5),  # He at 100 inputs
    ],
)
def test_the_deviation_of_the_fifth_layer_tells_the_four_regimes_apart(activation, scale, least, most):
    weights = [RNG.standard_normal((100, 100)) * scale for _ in range(5)]
    stats = activation_stats(RNG.standard_normal((1_000, 100)), weights, activation)

    assert len(stats) == 5
    assert least <= stats[-1][1] <= most
