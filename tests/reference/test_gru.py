"""GRU against its own forward, saturated gates, a formula written apart, and a loop of steps."""

import numpy as np
import pytest
from dlgrade.exercises.checking.gradcheck import TOLERANCE, directional_error
from dlgrade.reference.gru import GRU, TimeGRU
from dlgrade.reference.recurrent import RNN

RNG = np.random.default_rng(0)
OPEN, SHUT = 60.0, -60.0


def drawn(d, h):
    return {
        "Wx": RNG.standard_normal((d, 3 * h)),
        "Wh": RNG.standard_normal((h, 3 * h)),
        "b": RNG.standard_normal(3 * h),
    }


def with_gates(params, h, z, r):
    """The parameters with gates that hear of their biases alone."""
    Wx, Wh, b = (array.copy() for array in params.values())
    Wx[:, : 2 * h] = Wh[:, : 2 * h] = 0.0
    b[: 2 * h] = np.repeat([z, r], h)
    return Wx, Wh, b


@pytest.mark.parametrize(("n", "d", "h"), [(3, 5, 4), (4, 3, 3), (1, 2, 3)])
def test_backward_of_a_step_is_the_derivative_of_its_forward(n, d, h):
    at = {"x": RNG.standard_normal((n, d)), "h_prev": RNG.standard_normal((n, h)), **drawn(d, h)}
    layer = GRU(at["Wx"], at["Wh"], at["b"])
    dout = RNG.standard_normal(layer.forward(at["x"], at["h_prev"]).shape)
    grads = dict(zip(("x", "h_prev"), layer.backward(dout), strict=True))
    grads.update(zip(("Wx", "Wh", "b"), layer.grads, strict=True))
    error = directional_error(lambda x, h_prev, Wx, Wh, b: GRU(Wx, Wh, b).forward(x, h_prev), at, grads, dout, RNG)
    assert error <= TOLERANCE


def test_the_state_is_copied_where_z_is_shut():
    layer, h = GRU(*with_gates(drawn(2, 3), 3, SHUT, 0.0)), RNG.standard_normal((4, 3))
    np.testing.assert_allclose(layer.forward(RNG.standard_normal((4, 2)), h), h)
    dh = RNG.standard_normal((4, 3))
    np.testing.assert_allclose(layer.backward(dh)[1], dh)


def test_a_gru_with_both_gates_open_is_a_plain_step():
    params, x, h = drawn(2, 3), RNG.standard_normal((4, 2)), RNG.standard_normal((4, 3))
    plain = RNN(*(array[..., 6:] for array in params.values()))
    layer = GRU(*with_gates(params, 3, OPEN, OPEN))
    np.testing.assert_allclose(layer.forward(x, h), plain.forward(x, h))
    dh = RNG.standard_normal((4, 3))
    for mine, theirs in zip(layer.backward(dh), plain.backward(dh), strict=True):
        np.testing.assert_allclose(mine, theirs)


def test_the_old_state_is_forgotten_where_r_is_shut_and_z_is_open():
    layer, x = GRU(*with_gates(drawn(2, 3), 3, OPEN, SHUT)), RNG.standard_normal((4, 2))
    np.testing.assert_allclose(layer.forward(x, RNG.standard_normal((4, 3))), layer.forward(x, np.zeros((4, 3))))


def test_one_unit_is_what_the_formula_says():
    Wx, Wh, b, x, h = (RNG.standard_normal(k) for k in (3, 3, 3, 1, 1))
    z, r = (1 / (1 + np.exp(-(x * Wx[k] + h * Wh[k] + b[k]))) for k in range(2))
    expected = (1 - z) * h + z * np.tanh(x * Wx[2] + r * h * Wh[2] + b[2])
    np.testing.assert_allclose(GRU(Wx[None], Wh[None], b).forward(x[None], h[None])[0], expected)


def test_a_sequence_equals_a_loop_of_steps_and_carries_its_state():
    xs, params = RNG.standard_normal((2, 6, 3)), drawn(3, 4)
    whole, parts = TimeGRU(*params.values()), TimeGRU(*params.values(), stateful=True)
    hs, h = whole.forward(xs), np.zeros((2, 4))
    for t in range(6):
        h = GRU(*params.values()).forward(xs[:, t], h)
        np.testing.assert_array_equal(hs[:, t], h)
    np.testing.assert_array_equal(hs, np.concatenate([parts.forward(xs[:, :2]), parts.forward(xs[:, 2:])], axis=1))


def test_backward_of_a_sequence_is_the_derivative_of_its_forward():
    at = {"xs": RNG.standard_normal((2, 4, 3)), **drawn(3, 5)}
    layer = TimeGRU(at["Wx"], at["Wh"], at["b"])
    dout = RNG.standard_normal(layer.forward(at["xs"]).shape)
    grads = {"xs": layer.backward(dout), **dict(zip(("Wx", "Wh", "b"), layer.grads, strict=True))}
    error = directional_error(lambda xs, Wx, Wh, b: TimeGRU(Wx, Wh, b).forward(xs), at, grads, dout, RNG)
    assert error <= TOLERANCE
