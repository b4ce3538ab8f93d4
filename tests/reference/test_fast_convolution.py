"""The fast convolution against the plain one, in value, gradient, type and refusal."""

import numpy as np
import pytest
from dlgrade.reference import fast_convolution
from dlgrade.reference.convolution import Convolution
from dlgrade.reference.fast_convolution import FastConvolution

# (N, C, H, W), (FN, C, FH, FW), stride, pad
PLACES = [
    ((3, 2, 5, 6), (4, 2, 3, 3), 1, 0),
    ((2, 3, 7, 10), (5, 3, 3, 2), 2, 1),
    ((2, 3, 8, 6), (5, 3, 3, 4), 3, 2),
    ((3, 2, 4, 3), (5, 2, 4, 3), 1, 0),
    ((1, 4, 3, 4), (2, 4, 1, 1), 1, 0),
    ((2, 1, 6, 5), (2, 1, 2, 3), 3, 0),
    ((5, 3, 8, 8), (3, 3, 3, 3), 1, 1),
    ((7, 1, 9, 5), (1, 1, 2, 2), 2, 3),
]
ROUNDINGS = {np.float64: 1e-13, np.float32: 1e-4}
"""A sum of up to 600 products of normal numbers, each rounded at 1e-16 or 1e-7 of the sum's largest term."""


def both(place, dtype=np.float64, seed=0):
    rng = np.random.default_rng([seed, PLACES.index(place)])
    x_shape, W_shape, stride, pad = place
    x, W, b = (rng.standard_normal(shape).astype(dtype) for shape in (x_shape, W_shape, W_shape[:1]))
    return x, [layer(W, b, stride, pad) for layer in (Convolution, FastConvolution)], rng


def results(layer, x, dout):
    out = layer.forward(x)
    return {"out": out, "dx": layer.backward(dout), "dW": layer.dW, "db": layer.db}


def assert_equal(plain, fast, dtype):
    for name, expected in plain.items():
        assert fast[name].shape == expected.shape, name
        assert fast[name].dtype == expected.dtype == dtype, name
        bound = ROUNDINGS[dtype] * (1 + np.abs(expected).max())
        np.testing.assert_allclose(fast[name], expected, rtol=0, atol=bound, err_msg=name)


@pytest.mark.parametrize("chunk", [1, 700, 2**22])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("place", PLACES)
def test_both_forms_give_the_same(place, dtype, chunk, monkeypatch):
    """One image at a time, a few with a smaller last chunk, and all at once."""
    monkeypatch.setattr(fast_convolution, "CHUNK", chunk)
    x, (plain, fast), rng = both(place, dtype)
    dout = rng.standard_normal(plain.forward(x).shape).astype(dtype)
    assert_equal(results(plain, x, dout), results(fast, x, dout), dtype)


def test_the_last_chunk_may_be_smaller():
    x, (_, fast), _ = both(PLACES[6])
    fast.forward(x)
    sizes = [len(x[images]) for images in fast._chunks()]
    assert sizes == [5]
    one = fast.W[0].size * fast.out_h * fast.out_w * x.itemsize
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast_convolution, "CHUNK", 2 * one)
        assert [len(x[images]) for images in fast._chunks()] == [2, 2, 1]


def test_a_second_call_knows_nothing_of_the_first():
    x, (plain, fast), rng = both(PLACES[1])
    results(fast, x, rng.standard_normal(fast.forward(x).shape))
    smaller = rng.standard_normal((1, 3, 6, 9))
    dout = rng.standard_normal(plain.forward(smaller).shape)
    assert_equal(results(plain, smaller, dout), results(fast, smaller, dout), np.float64)


def test_views_that_are_not_contiguous_are_taken():
    x, (plain, fast), rng = both(PLACES[1])
    view = x.transpose(0, 1, 3, 2)[::-1]
    dout = rng.standard_normal(plain.forward(view).shape).transpose(1, 0, 2, 3).copy().transpose(1, 0, 2, 3)
    assert_equal(results(plain, view, dout), results(fast, view, dout), np.float64)


def test_integers_are_taken_and_no_argument_is_changed():
    x, (plain, fast), rng = both(PLACES[1])
    x = rng.integers(-3, 4, x.shape)
    dout = rng.standard_normal(plain.forward(x).shape)
    kept = x.copy(), dout.copy(), fast.W.copy()
    assert_equal(results(plain, x, dout), results(fast, x, dout), np.float64)
    for before, after in zip(kept, (x, dout, fast.W), strict=True):
        np.testing.assert_array_equal(before, after)


def test_a_filter_larger_than_the_padded_input_is_refused():
    with pytest.raises(ValueError, match="does not fit"):
        FastConvolution(np.zeros((1, 1, 6, 2)), np.zeros(1), 1, 1).forward(np.zeros((1, 1, 3, 3)))
