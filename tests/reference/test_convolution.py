"""Convolution against loops over every pixel, and im2col against its adjoint."""

import numpy as np
import pytest
from dlgrade.exercises.checking.gradcheck import TOLERANCE, directional_error
from dlgrade.reference.convolution import Convolution, col2im, conv_output_size, im2col

RNG = np.random.default_rng(0)
# (N, C, H, W), (FN, C, FH, FW), stride, pad; the last two do not divide
PLACES = [
    ((3, 2, 5, 6), (4, 2, 3, 3), 1, 0),
    ((2, 3, 7, 10), (5, 3, 3, 2), 2, 1),
    ((2, 3, 8, 6), (5, 3, 3, 4), 3, 2),
    ((3, 2, 4, 3), (5, 2, 4, 3), 1, 0),
    ((1, 4, 3, 4), (2, 4, 1, 1), 1, 0),
    ((2, 1, 6, 5), (2, 1, 2, 3), 3, 0),
    ((2, 2, 7, 6), (3, 2, 2, 2), 2, 1),
]


def by_loops(x, W, b, stride, pad):
    n, _, h, w = x.shape
    filters, _, fh, fw = W.shape
    padded = np.zeros((n, x.shape[1], h + 2 * pad, w + 2 * pad))
    padded[:, :, pad : pad + h, pad : pad + w] = x
    rows = range(0, h + 2 * pad - fh + 1, stride)
    columns = range(0, w + 2 * pad - fw + 1, stride)
    out = np.zeros((n, filters, len(rows), len(columns)))
    for i, f, oy, ox in np.ndindex(out.shape):
        y, z = rows[oy], columns[ox]
        out[i, f, oy, ox] = (padded[i, :, y : y + fh, z : z + fw] * W[f]).sum() + b[f]
    return out


def drawn(place):
    x_shape, W_shape, stride, pad = place
    return RNG.standard_normal(x_shape), RNG.standard_normal(W_shape), RNG.standard_normal(W_shape[0]), stride, pad


@pytest.mark.parametrize("place", PLACES)
def test_forward_equals_loops_over_every_pixel(place):
    x, W, b, stride, pad = drawn(place)
    np.testing.assert_allclose(Convolution(W, b, stride, pad).forward(x), by_loops(x, W, b, stride, pad), atol=1e-12)


@pytest.mark.parametrize("place", PLACES)
def test_backward_is_the_derivative_of_forward(place):
    x, W, b, stride, pad = drawn(place)
    layer = Convolution(W, b, stride, pad)
    dout = RNG.standard_normal(layer.forward(x).shape)
    grads = {"x": layer.backward(dout), "W": layer.dW, "b": layer.db}
    at = {"x": x, "W": W, "b": b}
    error = directional_error(lambda x, W, b: Convolution(W, b, stride, pad).forward(x), at, grads, dout, RNG)
    assert error <= TOLERANCE


@pytest.mark.parametrize("place", PLACES)
def test_col2im_is_the_adjoint_of_im2col(place):
    x, W, _, stride, pad = drawn(place)
    fh, fw = W.shape[2:]
    col = im2col(x, fh, fw, stride, pad)
    c = RNG.standard_normal(col.shape)
    assert (col * c).sum() == pytest.approx((x * col2im(c, x.shape, fh, fw, stride, pad)).sum())


def test_a_row_of_im2col_is_a_window():
    x = RNG.standard_normal((2, 3, 5, 6))
    col = im2col(x, 2, 3)
    np.testing.assert_array_equal(col[4 * 4 + 1 * 4 + 2], x[1, :, 1:3, 2:5].ravel())


def test_a_filter_with_a_single_one_copies_a_shifted_image():
    x, W = RNG.standard_normal((1, 1, 4, 5)), np.zeros((1, 1, 2, 2))
    W[0, 0, 0, 1] = 1.0
    np.testing.assert_array_equal(Convolution(W, np.zeros(1)).forward(x)[0, 0], x[0, 0, :3, 1:])


@pytest.mark.parametrize(
    ("sizes", "expected"), [((6, 2, 1, 1), 7), ((28, 5), 24), ((7, 3, 2), 3), ((7, 2, 2), 3), ((5, 5), 1)]
)
def test_output_sizes_are_those_counted_by_hand(sizes, expected):
    assert conv_output_size(*sizes) == expected


def test_the_output_size_counts_the_places_of_a_filter():
    for h, f, s, p in np.ndindex(9, 4, 3, 3):
        h, f, s = h + 4, f + 1, s + 1
        assert conv_output_size(h, f, s, p) == len(range(0, h + 2 * p - f + 1, s))


def test_a_filter_larger_than_the_padded_input_is_refused():
    with pytest.raises(ValueError, match="does not fit"):
        conv_output_size(3, 6, 1, 1)
