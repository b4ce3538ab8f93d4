"""The chain rule and the delta rule against derivatives that were not written down."""

import numpy as np
import pytest
from dlgrade.reference.chain_rule import dz_dx
from dlgrade.reference.delta_rule import backprop_delta

RNG = np.random.default_rng(2)


def test_the_derivative_of_the_square_of_a_sum_is_that_of_a_complex_step():
    x, y, step = RNG.normal(size=(3, 4)), RNG.normal(size=(3, 4)), 1e-20

    np.testing.assert_allclose(dz_dx(x, y), ((x + 1j * step + y) ** 2).imag / step, rtol=1e-14)


def test_x_and_y_count_alike():
    assert dz_dx(1.5, -4.0) == dz_dx(-4.0, 1.5) == -5.0
    assert dz_dx(3, 4) == 14


@pytest.mark.parametrize(("n", "this", "after"), [(5, 3, 4), (1, 2, 2), (3, 4, 1)])
def test_deltas_are_the_derivative_of_the_error_by_a_complex_step(n, this, after):
    p, V, target = RNG.normal(size=(n, this)), RNG.normal(size=(after, this)), RNG.normal(size=(n, after))

    def error(p):
        q = np.array([V @ h for h in 1 / (1 + np.exp(-p))])
        return 0.5 * np.sum((q - target) ** 2)

    delta_next = (1 / (1 + np.exp(-p))) @ V.T - target
    deltas = backprop_delta(p, V, delta_next)
    for index in np.ndindex(p.shape):
        moved = p.astype(complex)
        moved[index] += 1e-20j
        np.testing.assert_allclose(deltas[index], error(moved).imag / 1e-20, rtol=1e-11)


def test_one_example_needs_no_batch():
    p, V, delta = RNG.normal(size=(2, 3)), RNG.normal(size=(4, 3)), RNG.normal(size=(2, 4))

    np.testing.assert_allclose(backprop_delta(p[0], V, delta[0]), backprop_delta(p, V, delta)[0], rtol=1e-14)


def test_deltas_vanish_where_the_units_saturate():
    assert backprop_delta(np.array([[-1000.0, 1000.0]]), np.ones((3, 2)), np.ones((1, 3))).tolist() == [[0.0, 0.0]]
