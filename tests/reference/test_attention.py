"""Attention against loops over single numbers, against its own forward, and where the answer is known."""

import math

import numpy as np
import pytest
from dlgrade.exercises.checking.gradcheck import TOLERANCE, directional_error
from dlgrade.reference.attention import Attention, AttentionWeight, WeightSum

RNG = np.random.default_rng(0)
SIZES = [(3, 4, 5), (3, 3, 3), (1, 5, 2), (4, 2, 1)]


def weights_by_hand(hs, h):
    scores = [math.fsum(x * y for x, y in zip(state, h, strict=True)) for state in hs]
    total = math.fsum(math.exp(s) for s in scores)
    return [math.exp(s) / total for s in scores]


@pytest.mark.parametrize(("n", "t", "h"), SIZES)
def test_values_are_those_of_loops_over_single_numbers(n, t, h):
    hs, q = RNG.standard_normal((n, t, h)), RNG.standard_normal((n, h))
    a, c = AttentionWeight().forward(hs, q), Attention().forward(hs, q)
    for row in range(n):
        expected = weights_by_hand(hs[row], q[row])
        np.testing.assert_allclose(a[row], expected, rtol=1e-12)
        context = [math.fsum(w * state[k] for w, state in zip(expected, hs[row], strict=True)) for k in range(h)]
        np.testing.assert_allclose(c[row], context, rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(WeightSum().forward(hs, a), c, rtol=1e-12)


@pytest.mark.parametrize(("n", "t", "h"), SIZES)
@pytest.mark.parametrize("layer", [WeightSum, AttentionWeight, Attention])
def test_backward_is_the_derivative_of_forward(layer, n, t, h):
    second = (n, t) if layer is WeightSum else (n, h)
    at = {"hs": RNG.standard_normal((n, t, h)), "second": RNG.standard_normal(second)}
    made = layer()
    dout = RNG.standard_normal(made.forward(at["hs"], at["second"]).shape)
    grads = dict(zip(at, made.backward(dout), strict=True))
    assert directional_error(lambda hs, second: layer().forward(hs, second), at, grads, dout, RNG) <= TOLERANCE


def test_a_query_far_along_one_state_takes_that_state():
    hs = np.stack([np.eye(4)[[2, 0, 3]], np.eye(4)[[1, 3, 0]]])
    np.testing.assert_allclose(Attention().forward(hs, 800.0 * hs[:, 1]), hs[:, 1], atol=1e-12)


def test_a_query_of_zeros_takes_the_mean():
    hs = RNG.standard_normal((2, 3, 4))
    np.testing.assert_allclose(Attention().forward(hs, np.zeros((2, 4))), hs.mean(axis=1))
