"""Convolutional networks: sizes, values by loops, gradients against directional derivatives, dropout, first weights."""

import numpy as np
import pytest
from dlgrade.reference.convnets import DeepConvNet, SimpleConvNet

RNG = np.random.default_rng(0)
SMALL = {"filter_num": 2, "filter_size": 3, "pad": 1, "stride": 1}


def set_to(net, params):
    for name, value in params.items():
        net.params[name][...] = value
    return net


def by_loops(params, x, pad, stride):
    """Every pixel, window and unit by itself."""
    W1, b1, W2, b2, W3, b3 = params.values()
    rows = []
    for image in x:
        c, h, w = image.shape
        padded = np.zeros((c, h + 2 * pad, w + 2 * pad))
        padded[:, pad : pad + h, pad : pad + w] = image
        size = W1.shape[2]
        flat = []
        for f, filter in enumerate(W1):
            starts = [range(0, side - size + 1, stride) for side in padded.shape[1:]]
            conv = [
                [max(0.0, (filter * padded[:, y : y + size, z : z + size]).sum() + b1[f]) for z in starts[1]]
                for y in starts[0]
            ]
            corners = [(y, z) for y in range(0, len(conv) - 1, 2) for z in range(0, len(conv[0]) - 1, 2)]
            flat += [max(*conv[y][z : z + 2], *conv[y + 1][z : z + 2]) for y, z in corners]
        hidden = [max(0.0, sum(v * W2[i, j] for i, v in enumerate(flat)) + b2[j]) for j in range(len(b2))]
        rows.append([sum(v * W3[i, k] for i, v in enumerate(hidden)) + b3[k] for k in range(len(b3))])
    return np.array(rows)


@pytest.mark.parametrize(
    ("dim", "conv"),
    [
        ((1, 6, 6), SMALL),
        ((2, 7, 9), {"filter_num": 3, "filter_size": 2, "pad": 0, "stride": 1}),
        ((3, 9, 8), {"filter_num": 2, "filter_size": 3, "pad": 2, "stride": 2}),
    ],
)
def test_the_scores_are_those_of_loops(dim, conv):
    net = SimpleConvNet(dim, conv, 4, 3)
    params = {name: RNG.standard_normal(value.shape) for name, value in net.params.items()}
    x = RNG.standard_normal((3, *dim))
    np.testing.assert_allclose(set_to(net, params).predict(x), by_loops(params, x, conv["pad"], conv["stride"]))


def test_the_default_sizes_are_the_books():
    shapes = {name: value.shape for name, value in SimpleConvNet().params.items()}
    assert shapes == {
        "W1": (30, 1, 5, 5),
        "b1": (30,),
        "W2": (30 * 12 * 12, 100),
        "b2": (100,),
        "W3": (100, 10),
        "b3": (10,),
    }
    deep = {name: value.shape for name, value in DeepConvNet().params.items()}
    assert list(deep) == [f"{part}{k}" for k in range(1, 9) for part in "Wb"]
    filters = [(16, 1), (16, 16), (32, 16), (32, 32), (64, 32), (64, 64)]
    assert [deep[f"W{k}"] for k in range(1, 7)] == [(*pair, 3, 3) for pair in filters]
    assert (deep["W7"], deep["W8"]) == ((64 * 4 * 4, 50), (50, 10))
    assert DeepConvNet((1, 8, 8)).params["W7"].shape == (64, 50)


def test_no_relu_stands_behind_the_scores():
    x = RNG.standard_normal((8, 1, 8, 8))
    assert (DeepConvNet((1, 8, 8)).predict(x) < 0).any()


class Seeded:
    """Every forward pass drops the same units."""

    def __init__(self, net):
        self.net = net

    def loss(self, x, t):
        np.random.seed(7)
        return self.net.loss(x, t)

    def gradient(self, x, t):
        np.random.seed(7)
        return self.net.gradient(x, t)


@pytest.mark.parametrize(
    ("make", "dim", "classes"),
    [
        (lambda: SimpleConvNet((2, 6, 6), SMALL, 4, 3), (2, 6, 6), 3),
        (lambda: DeepConvNet((1, 8, 8), 12, 5), (1, 8, 8), 5),
    ],
)
def test_gradients_are_the_slopes_of_the_loss(make, dim, classes):
    """At steps of 1e-6 a kink within reach is rare, and a difference is good to about 1e-9 of the gradient's size."""
    state = np.random.get_state()
    np.random.seed(3)
    net = make()
    for name, value in net.params.items():
        value += RNG.normal(0, 0.3, value.shape) if name[0] == "b" or isinstance(net, SimpleConvNet) else 0
    x, t = RNG.standard_normal((4, *dim)), np.eye(classes)[RNG.integers(0, classes, 4)]
    seeded = Seeded(net)
    grads = {name: grad.copy() for name, grad in seeded.gradient(x, t).items()}
    for name, grad in grads.items():
        v = RNG.standard_normal(grad.shape)
        ends = []
        for step in (1e-6, -1e-6):
            net.params[name] += step * v
            ends.append(seeded.loss(x, t))
            net.params[name] -= step * v
        slope = (ends[0] - ends[1]) / 2e-6
        assert abs(slope - (grad * v).sum()) < 1e-6 * max(1.0, np.linalg.norm(grad)), name
    np.random.set_state(state)


def test_units_are_dropped_in_training_alone():
    net, x = DeepConvNet((1, 8, 8)), RNG.standard_normal((6, 1, 8, 8))
    np.testing.assert_array_equal(net.predict(x), net.predict(x))
    assert not np.array_equal(net.predict(x, True), net.predict(x, True))
    assert (net.predict(x, True) == 0).any()


def test_first_weights_have_hes_deviation():
    """Each deviation is within 6 of its own, which chance breaks less than once in 10⁸ runs."""
    for number, n in enumerate([9, 144, 144, 288, 288, 576, 1024, 50], 1):
        W = DeepConvNet().params[f"W{number}"]
        assert np.std(W) == pytest.approx(np.sqrt(2 / n), rel=6 * np.sqrt(0.5 / W.size)), number
    assert np.std(SimpleConvNet(weight_init_std=0.5).params["W2"]) == pytest.approx(0.5, rel=0.02)


def test_accuracy_counts_every_row_in_batches_of_any_size():
    net = SimpleConvNet((1, 6, 6), SMALL, 4, 3, weight_init_std=1.0)
    x = RNG.standard_normal((7, 1, 6, 6))
    best = net.predict(x).argmax(axis=1)
    t = np.where(np.arange(7) < 3, best, (best + 1) % 3)
    for batch in (1, 3, 7, 100):
        assert net.accuracy(x, t, batch) == net.accuracy(x, np.eye(3)[t], batch) == pytest.approx(3 / 7)
