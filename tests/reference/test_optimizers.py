"""The optimizers against closed forms, worked out on paper."""

import numpy as np
import pytest
from dlgrade.reference.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, RMSprop

ALL = [SGD, Momentum, Nesterov, AdaGrad, RMSprop, Adam]


def moved(optimizer, gradients):
    params = {"W": np.array([0.0])}
    for g in gradients:
        optimizer.update(params, {"W": np.array([float(g)])})
    return float(params["W"][0])


def test_sgd_moves_by_the_rate_times_the_sum_of_gradients():
    assert moved(SGD(lr=0.1), [1, 2, -5]) == pytest.approx(0.2)


def test_momentum_under_a_constant_gradient_moves_by_a_sum_of_geometric_series():
    expected = -0.1 * sum((1 - 0.9**n) / (1 - 0.9) for n in range(1, 21))
    assert moved(Momentum(lr=0.1), [1] * 20) == pytest.approx(expected)


def test_nesterov_is_momentum_with_the_gradient_of_the_place_ahead():
    """On f = x² / 2, by the two-point form: y is where the gradient is taken, x where momentum would stand."""
    rate, mu, x, v = 0.1, 0.9, 1.0, 0.0
    params, optimizer = {"W": np.array([1.0])}, Nesterov(rate, mu)
    for _ in range(20):
        v = mu * v - rate * (x + mu * v)
        x += v
        optimizer.update(params, {"W": params["W"].copy()})
        assert params["W"][0] == pytest.approx(x + mu * v, rel=1e-12)


def test_adagrad_under_a_constant_gradient_slows_down_with_the_root_of_time():
    expected = -0.1 * sum(1 / np.sqrt(n) for n in range(1, 21))
    assert moved(AdaGrad(lr=0.1), [3] * 20) == pytest.approx(expected, rel=1e-6)


def test_rmsprop_under_a_constant_gradient_settles_at_its_rate():
    expected = -0.1 * sum(1 / np.sqrt(1 - 0.9**n) for n in range(1, 21))
    assert moved(RMSprop(lr=0.1, decay_rate=0.9), [3] * 20) == pytest.approx(expected, rel=1e-6)


def test_adam_under_a_constant_gradient_moves_by_its_rate_from_the_first_step():
    assert moved(Adam(lr=0.1), [3] * 20) == pytest.approx(-2.0, rel=1e-5)


@pytest.mark.parametrize("make", ALL)
def test_a_step_is_made_in_place_and_leaves_the_gradients_alone(make):
    W, g = np.ones((2, 3)), np.full((2, 3), 0.5)
    make().update({"W": W}, {"W": g})
    assert (W < 1).all()
    np.testing.assert_array_equal(g, 0.5)


@pytest.mark.parametrize("make", ALL)
def test_every_optimizer_goes_down_the_valley(make):
    params = {"x": np.array(-7.0), "y": np.array(2.0)}
    optimizer = make(lr=0.1)
    for _ in range(30):
        optimizer.update(params, {"x": params["x"] / 10, "y": 2 * params["y"]})
    assert params["x"] ** 2 / 20 + params["y"] ** 2 < 7**2 / 20 + 2**2
