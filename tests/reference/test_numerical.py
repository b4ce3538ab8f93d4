"""Numerical differentiation against derivatives known in closed form."""

import numpy as np
import pytest
from dlgrade.reference.numerical import gradient_descent, numerical_diff, numerical_gradient

RNG = np.random.default_rng(0)


def test_the_derivative_of_exp_is_exp():
    for x in np.linspace(-2, 2, 9):
        assert numerical_diff(np.exp, x) == pytest.approx(np.exp(x), rel=1e-8)


def test_the_gradient_of_a_quadratic_form_is_linear():
    matrix, x = RNG.normal(size=(4, 4)), RNG.normal(size=4)

    np.testing.assert_allclose(numerical_gradient(lambda v: v @ matrix @ v, x), (matrix + matrix.T) @ x, atol=1e-9)


@pytest.mark.parametrize("shape", [(3, 2), (2, 3, 4), (1,)])
def test_the_gradient_of_an_inner_product_is_the_other_factor(shape):
    other, x = RNG.normal(size=(2, *shape))

    np.testing.assert_allclose(numerical_gradient(lambda v: float(np.sum(other * v)), x), other, atol=1e-9)


def test_the_gradient_of_the_log_determinant_is_the_inverse_transposed():
    x = RNG.normal(size=(3, 3)) + 4 * np.eye(3)

    np.testing.assert_allclose(
        numerical_gradient(lambda v: float(np.log(np.linalg.det(v))), x), np.linalg.inv(x).T, atol=1e-8
    )


def test_x_is_put_back_to_the_bit():
    x = RNG.normal(size=(3, 4))
    before = x.tobytes()
    numerical_gradient(np.sum, x)

    assert x.tobytes() == before


@pytest.mark.parametrize("view", [lambda x: x.T, lambda x: x[:, ::2], lambda x: x[::-1]])
def test_views_are_differentiated_where_they_lie(view):
    x = view(RNG.normal(size=(3, 4)))

    np.testing.assert_allclose(numerical_gradient(lambda v: float(np.sum(v**2)), x), 2 * x, atol=1e-9)


def test_a_function_that_looks_at_x_from_elsewhere_sees_it_move():
    x = RNG.normal(size=3)

    np.testing.assert_allclose(numerical_gradient(lambda _: float(np.sum(x**2)), x), 2 * x, atol=1e-9)


def test_integers_are_refused_in_so_many_words():
    with pytest.raises(TypeError, match=r"not of int64; use x\.astype\(float\)"):
        numerical_gradient(np.sum, np.array([1, 2, 3]))


def test_descent_on_a_parabola_is_a_geometric_series():
    start = np.array([3.0, -4.0])
    reached = gradient_descent(lambda x: float(np.sum(x**2)), start, lr=0.1, step_num=20)

    np.testing.assert_allclose(reached, 0.8**20 * start, rtol=1e-8)
    np.testing.assert_array_equal(start, [3.0, -4.0])


def test_descent_starts_from_integers_as_from_floats():
    np.testing.assert_allclose(gradient_descent(lambda x: float(x @ x), np.array([5, 2]), 0.5, 1), [0, 0], atol=1e-9)
