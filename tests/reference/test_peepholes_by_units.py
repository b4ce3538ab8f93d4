"""The LSTM with peepholes against its formulas written unit by unit, with plain numbers and math.exp."""

import math

import numpy as np
import pytest
from dlgrade.reference.lstm import PeepholeLSTM

H = 10e-6
"""Step of the central difference: off by H² times the third derivative and by 1e-16 / H, about 1e-10 together."""


def sigma(a):
    return 1.0 / (1.0 + math.exp(-a))


def by_units(x, h_prev, c_prev, Wx, Wh, b, p):
    """Gers, Schraudolph and Schmidhuber (2002), eqs. 2-6 with the gates' peepholes: one row, one unit after another."""
    rows, units = h_prev.shape
    h_next, c_next = np.zeros((rows, units)), np.zeros((rows, units))
    for n in range(rows):
        for j in range(units):
            heard = []
            for gate in range(4):
                k = gate * units + j
                total = b[k]
                for d in range(x.shape[1]):
                    total += x[n, d] * Wx[d, k]
                for i in range(units):
                    total += h_prev[n, i] * Wh[i, k]
                heard.append(float(total))
            forget = sigma(heard[0] + p[0, j] * c_prev[n, j])
            new = math.tanh(heard[1])
            into = sigma(heard[2] + p[1, j] * c_prev[n, j])
            c_next[n, j] = forget * c_prev[n, j] + into * new
            out = sigma(heard[3] + p[2, j] * c_next[n, j])
            h_next[n, j] = out * math.tanh(c_next[n, j])
    return h_next, c_next


def drawn(seed, n, d, h):
    rng = np.random.default_rng(seed)
    shapes = {"x": (n, d), "h_prev": (n, h), "c_prev": (n, h), "Wx": (d, 4 * h), "Wh": (h, 4 * h), "b": (4 * h,)}
    at = {name: rng.standard_normal(shape) for name, shape in {**shapes, "p": (3, h)}.items()}
    return at, rng.standard_normal((2, n, h))


SIZES = [(3, 4, 2), (2, 2, 3), (1, 3, 3)]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("size", SIZES)
def test_forward_is_what_the_formulas_say(size, seed):
    at, _ = drawn(seed, *size)
    layer = PeepholeLSTM(*(at[name] for name in ("Wx", "Wh", "b", "p")))
    got = layer.forward(at["x"], at["h_prev"], at["c_prev"])
    np.testing.assert_allclose(got, by_units(**at), rtol=0, atol=1e-14)


@pytest.mark.parametrize("size", SIZES)
def test_backward_is_the_slope_of_the_formulas(size):
    at, douts = drawn(9, *size)
    layer = PeepholeLSTM(*(at[name] for name in ("Wx", "Wh", "b", "p")))
    layer.forward(at["x"], at["h_prev"], at["c_prev"])
    grads = dict(zip(("x", "h_prev", "c_prev"), layer.backward(*douts), strict=True))
    grads.update(zip(("Wx", "Wh", "b", "p"), layer.grads, strict=True))
    for name, array in at.items():
        slopes = np.zeros(array.shape)
        for index in np.ndindex(array.shape):
            ends = []
            for step in (H, -H):
                moved = array.copy()
                moved[index] += step
                ends.append((np.stack(by_units(**{**at, name: moved})) * douts).sum())
            slopes[index] = (ends[0] - ends[1]) / (2 * H)
        np.testing.assert_allclose(grads[name], slopes, rtol=0, atol=1e-8, err_msg=name)
