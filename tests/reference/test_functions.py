"""Activation functions against identities that do not come from their formulas."""

import numpy as np
import pytest
from dlgrade.reference.functions import identity_function, relu, sigmoid, sigmoid_grad, softmax, step_function

RNG = np.random.default_rng(0)
X = RNG.normal(size=(3, 4), scale=3)
ALL = [step_function, sigmoid, sigmoid_grad, relu, identity_function, softmax]


def test_the_sigmoid_is_inverted_by_the_logit():
    s = sigmoid(X)

    np.testing.assert_allclose(np.log(s / (1 - s)), X, rtol=1e-12)


def test_the_sigmoid_is_symmetric_about_one_half():
    np.testing.assert_allclose(sigmoid(X) + sigmoid(-X), 1, rtol=1e-15)


def test_the_sigmoid_is_finite_and_silent_far_out():
    with np.errstate(all="raise", under="ignore"):
        assert sigmoid([-1000.0, 0.0, 1000.0]).tolist() == [0.0, 0.5, 1.0]


def test_the_derivative_of_the_sigmoid_is_that_of_a_complex_step():
    step = 1e-20
    derivative = (1 / (1 + np.exp(-(X + 1j * step)))).imag / step

    np.testing.assert_allclose(sigmoid_grad(X), derivative, rtol=1e-12)


def test_the_derivative_of_the_sigmoid_peaks_at_a_quarter():
    line = np.linspace(-5, 5, 1001)

    assert sigmoid_grad(0) == 0.25
    assert line[sigmoid_grad(line).argmax()] == 0


def test_relu_and_its_mirror_image_add_up():
    np.testing.assert_array_equal(relu(X) - relu(-X), X)
    np.testing.assert_array_equal(relu(X) + relu(-X), np.abs(X))


def test_relu_is_x_times_the_step():
    np.testing.assert_array_equal(relu(X), X * step_function(X))
    assert step_function(0.0) == 0


def test_softmax_of_two_classes_is_the_sigmoid_of_their_difference():
    pairs = RNG.normal(size=(5, 2))

    np.testing.assert_allclose(softmax(pairs)[:, 0], sigmoid(pairs[:, 0] - pairs[:, 1]), rtol=1e-14)


@pytest.mark.parametrize("x", [X, X[0], X + 1000, X - 1000, X.astype(np.float32), np.arange(6).reshape(2, 3)])
def test_softmax_sums_to_one_and_its_logarithms_differ_as_its_arguments_do(x):
    y = softmax(x)

    np.testing.assert_allclose(y.sum(axis=-1), 1, rtol=1e-6)
    np.testing.assert_allclose(np.diff(np.log(y)), np.diff(x), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("function", ALL)
def test_a_function_leaves_its_argument_alone_and_keeps_its_shape(function):
    x = X.copy()

    assert function(x).shape == x.shape
    np.testing.assert_array_equal(x, X)


@pytest.mark.parametrize("function", [sigmoid, sigmoid_grad, relu, identity_function, softmax])
def test_float32_stays_float32(function):
    assert function(X.astype(np.float32)).dtype == np.float32


@pytest.mark.parametrize("function", ALL)
def test_whole_numbers_are_taken_as_floats(function):
    whole = np.array([[-2, 0, 3], [1, 5, -7]])

    np.testing.assert_array_equal(function(whole), function(whole.astype(float)))
