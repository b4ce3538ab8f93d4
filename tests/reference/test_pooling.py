"""Pooling against loops over every window, and backward against the derivative of forward."""

import numpy as np
import pytest
from dlgrade.exercises.checking.case import Case
from dlgrade.exercises.checking.gradcheck import TOLERANCE, directional_error
from dlgrade.exercises.checking.pooling import APART, OTHERS, OVERLAPPING, PADDED, pixels
from dlgrade.reference.convolution import AveragePooling, Pooling

PLACES = [*APART, *OVERLAPPING, *PADDED, *OTHERS, ((2, 2, 6, 7), 2, 3, 3, 0)]  # the last one does not divide
LAYERS = [(Pooling, np.max), (AveragePooling, np.mean)]


def by_loops(x, pool_h, pool_w, stride, pad, join):
    image = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    rows = range(0, image.shape[2] - pool_h + 1, stride)
    columns = range(0, image.shape[3] - pool_w + 1, stride)
    out = np.zeros((*x.shape[:2], len(rows), len(columns)))
    for n, c, i, j in np.ndindex(out.shape):
        out[n, c, i, j] = join(image[n, c, rows[i] : rows[i] + pool_h, columns[j] : columns[j] + pool_w])
    return out


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("layer", "join"), LAYERS)
def test_forward_equals_loops_over_every_window(layer, join, place):
    shape, *rest = place
    x = np.random.default_rng(0).standard_normal(shape)
    np.testing.assert_allclose(layer(*rest).forward(x), by_loops(x, *rest, join), atol=1e-12)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("layer", [Pooling, AveragePooling])
def test_backward_is_the_derivative_of_forward(layer, place):
    shape, *rest = place
    x, pool, rng = pixels(Case(0, "pooling"), *shape), layer(*rest), np.random.default_rng(0)
    dout = rng.standard_normal(pool.forward(x).shape)
    grads = {"x": pool.backward(dout)}
    assert directional_error(lambda x: layer(*rest).forward(x), {"x": x}, grads, dout, rng) <= TOLERANCE


@pytest.mark.parametrize("layer", [Pooling, AveragePooling])
def test_every_gradient_goes_back_whole_where_nothing_is_padded(layer):
    pool, rng = layer(3, 2, 1), np.random.default_rng(0)
    dout = rng.standard_normal(pool.forward(rng.standard_normal((2, 3, 5, 6))).shape)
    np.testing.assert_allclose(pool.backward(dout).sum(axis=(2, 3)), dout.sum(axis=(2, 3)))


def test_a_window_larger_than_the_image_is_refused():
    with pytest.raises(ValueError, match="does not fit"):
        Pooling(4, 4).forward(np.zeros((1, 1, 3, 5)))
