"""The plain recurrent layers against their own forward, a loop of steps, and cases that are known."""

import numpy as np
import pytest
from dlgrade.exercises.checking.gradcheck import TOLERANCE, directional_error
from dlgrade.reference.recurrent import RNN, TimeRNN

RNG = np.random.default_rng(0)


def drawn(d, h):
    shapes = {"Wx": (d, h), "Wh": (h, h), "b": (h,)}
    return {name: 0.4 * RNG.standard_normal(shape) for name, shape in shapes.items()}


@pytest.mark.parametrize(("n", "d", "h"), [(3, 5, 4), (4, 3, 3), (1, 2, 3)])
def test_backward_of_a_step_is_the_derivative_of_its_forward(n, d, h):
    at = {"x": RNG.standard_normal((n, d)), "h_prev": RNG.standard_normal((n, h)), **drawn(d, h)}
    layer = RNN(at["Wx"], at["Wh"], at["b"])
    dout = RNG.standard_normal(layer.forward(at["x"], at["h_prev"]).shape)
    grads = dict(zip(("x", "h_prev"), layer.backward(dout), strict=True))
    grads.update(zip(("Wx", "Wh", "b"), layer.grads, strict=True))
    error = directional_error(lambda x, h_prev, Wx, Wh, b: RNN(Wx, Wh, b).forward(x, h_prev), at, grads, dout, RNG)
    assert error <= TOLERANCE


def test_a_step_without_weights_of_the_state_is_an_affine_layer_and_tanh():
    x, params = RNG.standard_normal((2, 3)), drawn(3, 4)
    out = RNN(params["Wx"], np.zeros((4, 4)), params["b"]).forward(x, RNG.standard_normal((2, 4)))
    np.testing.assert_allclose(out, np.tanh(x @ params["Wx"] + params["b"]))


@pytest.mark.parametrize("stateful", [False, True])
def test_a_sequence_equals_a_loop_of_steps(stateful):
    xs, h, params = RNG.standard_normal((2, 4, 3)), RNG.standard_normal((2, 5)), drawn(3, 5)
    layer = TimeRNN(*params.values(), stateful=stateful)
    layer.set_state(h)
    hs = layer.forward(xs)
    h = h if stateful else np.zeros_like(h)
    for t in range(4):
        h = RNN(*params.values()).forward(xs[:, t], h)
        np.testing.assert_array_equal(hs[:, t], h)
    np.testing.assert_array_equal(layer.h, h)


def test_backward_of_a_sequence_is_the_derivative_of_its_forward():
    at = {"xs": RNG.standard_normal((2, 4, 3)), "h": RNG.standard_normal((2, 5)), **drawn(3, 5)}

    def run(xs, h, **params):
        layer = TimeRNN(*params.values(), stateful=True)
        layer.set_state(h)
        return layer, layer.forward(xs)

    layer, out = run(**at)
    dout = RNG.standard_normal(out.shape)
    grads = {"xs": layer.backward(dout), "h": layer.dh}
    grads.update(zip(("Wx", "Wh", "b"), layer.grads, strict=True))
    assert directional_error(lambda **point: run(**point)[1], at, grads, dout, RNG) <= TOLERANCE


def test_two_calls_with_state_are_one_call_on_the_whole_sequence():
    xs, params = RNG.standard_normal((2, 6, 3)), drawn(3, 4)
    whole, parts = TimeRNN(*params.values()), TimeRNN(*params.values(), stateful=True)
    np.testing.assert_array_equal(
        whole.forward(xs), np.concatenate([parts.forward(xs[:, :2]), parts.forward(xs[:, 2:])], axis=1)
    )
    parts.reset_state()
    np.testing.assert_array_equal(parts.forward(xs), whole.forward(xs))


def test_gradients_start_anew_at_each_backward():
    xs, dhs, params = RNG.standard_normal((2, 3, 3)), RNG.standard_normal((2, 3, 4)), drawn(3, 4)
    layer = TimeRNN(*params.values())
    layer.forward(xs)
    layer.backward(dhs)
    first = [grad.copy() for grad in layer.grads]
    layer.backward(dhs)
    for old, new in zip(first, layer.grads, strict=True):
        np.testing.assert_array_equal(old, new)
