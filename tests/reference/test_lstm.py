"""LSTM, with and without peepholes, against its own forward, saturated gates and a loop of steps."""

import numpy as np
import pytest
from dlgrade.exercises.checking.gradcheck import TOLERANCE, directional_error
from dlgrade.reference.lstm import LSTM, PeepholeLSTM, TimeLSTM

RNG = np.random.default_rng(0)
OPEN, SHUT = 60.0, -60.0


def drawn(d, h):
    return {
        "Wx": RNG.standard_normal((d, 4 * h)),
        "Wh": RNG.standard_normal((h, 4 * h)),
        "b": RNG.standard_normal(4 * h),
    }


def saturated(f, i, o, h=3):
    """Gates that hear of their biases alone; g is tanh(0.5)."""
    return np.zeros((2, 4 * h)), np.zeros((h, 4 * h)), np.repeat([f, 0.5, i, o], h)


def step_error(layer, at):
    names = [name for name in at if name not in ("x", "h_prev", "c_prev")]

    def run(**point):
        made = layer(*(point[name] for name in names))
        return made, np.stack(made.forward(point["x"], point["h_prev"], point["c_prev"]))

    made, out = run(**at)
    dout = RNG.standard_normal(out.shape)
    grads = dict(zip(("x", "h_prev", "c_prev"), made.backward(*dout), strict=True))
    grads.update(zip(names, made.grads, strict=True))
    return directional_error(lambda **point: run(**point)[1], at, grads, dout, RNG)


def inputs(n, d, h):
    return {name: RNG.standard_normal((n, k)) for name, k in (("x", d), ("h_prev", h), ("c_prev", h))}


@pytest.mark.parametrize(("n", "d", "h"), [(3, 5, 4), (4, 3, 3), (1, 2, 3)])
def test_backward_of_a_step_is_the_derivative_of_its_forward(n, d, h):
    assert step_error(LSTM, {**inputs(n, d, h), **drawn(d, h)}) <= TOLERANCE
    with_p = {**inputs(n, d, h), **drawn(d, h), "p": RNG.standard_normal((3, h))}
    assert step_error(PeepholeLSTM, with_p) <= TOLERANCE


def test_open_forget_and_shut_input_gate_copy_the_cell_and_its_gradient():
    layer = LSTM(*saturated(OPEN, SHUT, OPEN))
    c = RNG.standard_normal((4, 3))
    h_next, c_next = layer.forward(RNG.standard_normal((4, 2)), RNG.standard_normal((4, 3)), c)
    np.testing.assert_allclose(c_next, c, atol=1e-15)
    np.testing.assert_allclose(h_next, np.tanh(c))
    dc = RNG.standard_normal((4, 3))
    np.testing.assert_allclose(layer.backward(np.zeros((4, 3)), dc)[2], dc)


def test_shut_forget_and_open_input_gate_replace_the_cell():
    layer = LSTM(*saturated(SHUT, OPEN, SHUT))
    h_next, c_next = layer.forward(np.ones((4, 2)), np.ones((4, 3)), RNG.standard_normal((4, 3)))
    np.testing.assert_allclose(c_next, np.tanh(0.5))
    np.testing.assert_allclose(h_next, 0.0, atol=1e-15)


def test_the_parameters_are_counted():
    params = drawn(5, 4)
    assert sum(param.size for param in LSTM(*params.values()).params) == 4 * 4 * (5 + 4 + 1)
    layer = PeepholeLSTM(*params.values(), np.zeros((3, 4)))
    assert sum(param.size // 4 for param in layer.params[:3]) + layer.params[3].size == 4 * (5 + 4 + 1) + 12


def test_peepholes_of_zero_are_none():
    params, at = drawn(5, 4), inputs(3, 5, 4)
    plain, peeping = LSTM(*params.values()), PeepholeLSTM(*params.values(), np.zeros((3, 4)))
    dout = RNG.standard_normal((2, 3, 4))
    for mine, theirs in zip(plain.forward(*at.values()), peeping.forward(*at.values()), strict=True):
        np.testing.assert_array_equal(mine, theirs)
    for mine, theirs in zip(plain.backward(*dout), peeping.backward(*dout), strict=True):
        np.testing.assert_array_equal(mine, theirs)


@pytest.mark.parametrize("row", range(3))
def test_a_peephole_acts_on_its_own_gate_alone(row):
    at, p = inputs(2, 2, 3), np.zeros((3, 3))
    p[row] = 5.0
    layer = PeepholeLSTM(*saturated(0.0, 0.0, 0.0), p)
    layer.forward(*at.values())
    for number, gate in enumerate((layer.f, layer.i, layer.o)):
        assert (gate == 0.5).all() != (number == row)


def test_the_output_gate_peeps_at_the_new_cell():
    p = np.zeros((3, 3))
    p[2] = 1.0
    layer = PeepholeLSTM(*saturated(SHUT, OPEN, 0.0), p)
    layer.forward(np.ones((1, 2)), np.ones((1, 3)), np.full((1, 3), 9.0))
    np.testing.assert_allclose(layer.o, 1 / (1 + np.exp(-np.tanh(0.5))))


@pytest.mark.parametrize("stateful", [False, True])
def test_a_sequence_equals_a_loop_of_steps(stateful):
    xs, h, c, params = (
        RNG.standard_normal((2, 4, 3)),
        RNG.standard_normal((2, 5)),
        RNG.standard_normal((2, 5)),
        drawn(3, 5),
    )
    layer = TimeLSTM(*params.values(), stateful=stateful)
    layer.set_state(h, c)
    hs = layer.forward(xs)
    h, c = (h, c) if stateful else (np.zeros_like(h), np.zeros_like(c))
    for t in range(4):
        h, c = LSTM(*params.values()).forward(xs[:, t], h, c)
        np.testing.assert_array_equal(hs[:, t], h)
    np.testing.assert_array_equal(layer.c, c)


def test_backward_of_a_sequence_is_the_derivative_of_its_forward():
    at = {"xs": RNG.standard_normal((2, 4, 3)), "h": RNG.standard_normal((2, 5)), **drawn(3, 5)}

    def run(xs, h, **params):
        layer = TimeLSTM(*params.values(), stateful=True)
        layer.set_state(h, np.ones_like(h))
        return layer, layer.forward(xs)

    layer, out = run(**at)
    dout = RNG.standard_normal(out.shape)
    grads = {"xs": layer.backward(dout), "h": layer.dh}
    grads.update(zip(("Wx", "Wh", "b"), layer.grads, strict=True))
    assert directional_error(lambda **point: run(**point)[1], at, grads, dout, RNG) <= TOLERANCE


def test_two_calls_with_state_are_one_call_on_the_whole_sequence():
    xs, params = RNG.standard_normal((2, 6, 3)), drawn(3, 4)
    whole, parts = TimeLSTM(*params.values()), TimeLSTM(*params.values(), stateful=True)
    np.testing.assert_array_equal(
        whole.forward(xs), np.concatenate([parts.forward(xs[:, :2]), parts.forward(xs[:, 2:])], axis=1)
    )
    parts.reset_state()
    np.testing.assert_array_equal(parts.forward(xs), whole.forward(xs))
