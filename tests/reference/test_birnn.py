"""The bidirectional layer against a loop written apart, against its own forward, and by what each step can see."""

import numpy as np
import pytest
from dlgrade.exercises.checking.gradcheck import TOLERANCE, directional_error
from dlgrade.reference.birnn import BiRNN

RNG = np.random.default_rng(0)
SIZES = [(3, 4, 2, 5), (3, 3, 3, 3), (1, 5, 2, 1), (2, 1, 3, 2)]


def drawn(d, h):
    shapes = {"Wx": (d, h), "Wh": (h, h), "b": (h,)}
    return {f"{name}{k}": RNG.standard_normal(shape) * 0.7 for k in (1, 2) for name, shape in shapes.items()}


def by_recursion(x, Wx, Wh, b, t, step):
    """The state of one row at step t, asked of the step before it in reading order."""
    before = t - step
    h = by_recursion(x, Wx, Wh, b, before, step) if 0 <= before < len(x) else np.zeros(len(b))
    return np.tanh(Wx.T @ x[t] + Wh.T @ h + b)


@pytest.mark.parametrize(("n", "t", "d", "h"), SIZES)
def test_every_state_is_what_the_recursion_gives_one_row_at_a_time(n, t, d, h):
    p, xs = drawn(d, h), RNG.standard_normal((n, t, d))
    hs = BiRNN(**p).forward(xs)
    assert hs.shape == (n, t, 2 * h)
    for row in range(n):
        for at in range(t):
            first = by_recursion(xs[row], p["Wx1"], p["Wh1"], p["b1"], at, 1)
            second = by_recursion(xs[row], p["Wx2"], p["Wh2"], p["b2"], at, -1)
            np.testing.assert_allclose(hs[row, at], np.r_[first, second], rtol=1e-12)


@pytest.mark.parametrize(("n", "t", "d", "h"), SIZES)
def test_backward_is_the_derivative_of_forward(n, t, d, h):
    at = {"xs": RNG.standard_normal((n, t, d)), **drawn(d, h)}
    dout = RNG.standard_normal((n, t, 2 * h))

    def run(xs, **params):
        layer = BiRNN(**params)
        return layer, layer.forward(xs)

    layer = run(**at)[0]
    grads = {"xs": layer.backward(dout), **dict(zip(list(at)[1:], layer.grads, strict=True))}
    assert directional_error(lambda **point: run(**point)[1], at, grads, dout, RNG) <= TOLERANCE


def test_the_first_half_sees_the_past_alone_and_the_second_the_future_alone():
    p, xs = drawn(2, 3), RNG.standard_normal((2, 5, 2))
    layer = BiRNN(**p)
    before = layer.forward(xs)
    changed = xs.copy()
    changed[:, 2] += 1.0
    moved = (layer.forward(changed) != before).any(axis=0)
    assert moved[:, :3].any(axis=1).tolist() == [False, False, True, True, True]
    assert moved[:, 3:].any(axis=1).tolist() == [True, True, True, False, False]


def test_reading_the_sequence_backwards_exchanges_the_directions():
    p, xs = drawn(2, 3), RNG.standard_normal((2, 5, 2))
    exchanged = BiRNN(p["Wx2"], p["Wh2"], p["b2"], p["Wx1"], p["Wh1"], p["b1"])
    hs = exchanged.forward(xs[:, ::-1])[:, ::-1]
    np.testing.assert_allclose(np.concatenate([hs[..., 3:], hs[..., :3]], axis=2), BiRNN(**p).forward(xs))
