"""Batch normalization against what it promises, and against its own derivative."""

import numpy as np
import pytest
from dlgrade.exercises.checking.gradcheck import TOLERANCE, directional_error
from dlgrade.reference.normalization import BatchNormalization

RNG = np.random.default_rng(0)


def unit(features, momentum=0.9):
    return BatchNormalization(np.ones(features), np.zeros(features), momentum)


@pytest.mark.parametrize("n", [3, 5, 20])
def test_each_feature_comes_out_with_mean_zero_and_variance_one(n):
    out = unit(4).forward(RNG.standard_normal((n, 4)) * [1, 5, 20, 300] + [0, 7, -100, 3])
    np.testing.assert_allclose(out.mean(axis=0), 0.0, atol=1e-12)
    np.testing.assert_allclose(out.var(axis=0), 1.0, rtol=1e-4)


def test_scale_and_shift_are_the_deviation_and_the_mean_of_the_output():
    gamma, beta = np.array([2.0, -3.0]), np.array([5.0, 1.0])
    out = BatchNormalization(gamma, beta).forward(RNG.standard_normal((6, 2)) * 10)
    np.testing.assert_allclose(out.std(axis=0), np.abs(gamma), rtol=1e-6)
    np.testing.assert_allclose(out.mean(axis=0), beta)


def test_it_does_not_care_about_scale_and_shift_of_its_input():
    x = RNG.standard_normal((5, 3)) * 10
    np.testing.assert_allclose(unit(3).forward(x), unit(3).forward(7 * x - 100), rtol=1e-5)


@pytest.mark.parametrize("shape", [(3, 4), (5, 3), (4, 4), (3, 2, 3, 2)])
def test_backward_is_the_derivative_of_forward(shape):
    features = int(np.prod(shape[1:]))
    x = RNG.permuted(np.linspace(-3, 3, int(np.prod(shape)))).reshape(shape)
    at = {"x": x, "gamma": RNG.uniform(0.5, 2, features), "beta": RNG.standard_normal(features)}
    layer = BatchNormalization(at["gamma"], at["beta"])
    dout = RNG.standard_normal(layer.forward(x).shape)
    grads = {"x": layer.backward(dout), "gamma": layer.dgamma, "beta": layer.dbeta}
    error = directional_error(lambda x, gamma, beta: BatchNormalization(gamma, beta).forward(x), at, grads, dout, RNG)
    assert error <= TOLERANCE


def test_no_gradient_passes_along_a_shift_or_a_stretch_of_the_batch():
    x = RNG.standard_normal((6, 3)) * 10
    layer = unit(3)
    layer.forward(x)
    dx = layer.backward(RNG.standard_normal((6, 3)))
    np.testing.assert_allclose(dx.sum(axis=0), 0.0, atol=1e-12)
    np.testing.assert_allclose((dx * x).sum(axis=0), 0.0, atol=1e-6)


def test_a_single_row_gives_beta_and_no_gradient():
    layer = BatchNormalization(np.array([2.0]), np.array([3.0]))
    assert layer.forward(np.array([[17.0]])) == 3.0
    assert layer.backward(np.array([[5.0]])) == 0.0


def test_running_statistics_approach_those_of_a_repeated_batch():
    x, layer = RNG.standard_normal((6, 3)) * 10 + 4, unit(3, momentum=0.5)
    for _ in range(60):
        out = layer.forward(x)
    np.testing.assert_allclose(layer.forward(x, False), out, rtol=1e-9)


def test_a_test_batch_leaves_the_running_statistics_alone():
    layer = unit(3)
    layer.forward(RNG.standard_normal((6, 3)))
    before = layer.running_mean.copy(), layer.running_var.copy()
    layer.forward(RNG.standard_normal((4, 3)), False)
    np.testing.assert_array_equal((layer.running_mean, layer.running_var), before)


def test_test_time_before_any_training_is_refused():
    with pytest.raises(ValueError, match="training batch"):
        unit(3).forward(np.ones((2, 3)), False)
