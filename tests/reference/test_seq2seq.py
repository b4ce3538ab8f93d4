"""Sequence to sequence against a loop of steps written apart, its own forward, and what greedy writing means."""

import numpy as np
import pytest
from dlgrade.exercises.checking.gradcheck import TOLERANCE, directional_error
from dlgrade.reference.seq2seq import Decoder, Encoder, Seq2seq
from dlgrade.reference.time_layers import TimeAffine, TimeEmbedding, TimeSoftmaxWithLoss

RNG = np.random.default_rng(0)
SIZES = [(7, 4, 5), (5, 3, 5), (4, 4, 3)]


def set_params(net, values):
    for param, value in zip(net.params, values, strict=True):
        param[...] = value


def drawn(net, scale=0.7):
    return [RNG.standard_normal(param.shape) * scale for param in net.params]


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def run_by_hand(words, embed, Wx, Wh, b, h):
    """The states of one row, one step and one number after the other."""
    size, c, states = len(h), np.zeros(len(h)), []
    for word in words:
        a = [sum(embed[word] * Wx[:, j]) + sum(h * Wh[:, j]) + b[j] for j in range(4 * size)]
        f, g, i, o = (np.array(a[k * size : (k + 1) * size]) for k in range(4))
        c = sigmoid(f) * c + np.tanh(g) * sigmoid(i)
        h = sigmoid(o) * np.tanh(c)
        states.append(h)
    return np.array(states)


@pytest.mark.parametrize("sizes", SIZES)
def test_encoder_and_decoder_are_the_recursion_one_row_at_a_time(sizes):
    encoder, decoder = Encoder(*sizes), Decoder(*sizes)
    p, q = drawn(encoder), drawn(decoder)
    set_params(encoder, p)
    set_params(decoder, q)
    xs, ts = RNG.integers(0, sizes[0], (3, 4)), RNG.integers(0, sizes[0], (3, 5))
    h = encoder.forward(xs)
    score = decoder.forward(ts, h)
    for row in range(3):
        expected = run_by_hand(xs[row], *p, np.zeros(sizes[2]))[-1]
        np.testing.assert_allclose(h[row], expected, rtol=1e-11)
        states = run_by_hand(ts[row], *q[:4], expected)
        np.testing.assert_allclose(score[row], [q[4].T @ state + q[5] for state in states], rtol=1e-11, atol=1e-13)


def test_the_loss_is_the_mean_of_minus_log_of_the_right_words_share():
    net = Seq2seq(*SIZES[0])
    set_params(net, drawn(net))
    xs, ts = RNG.integers(0, 7, (2, 3)), RNG.integers(0, 7, (2, 4))
    loss = net.forward(xs, ts)
    score = net.decoder.forward(ts[:, :-1], net.encoder.forward(xs))
    errors = [-np.log(np.exp(score[n, t, ts[n, t + 1]]) / sum(np.exp(score[n, t]))) for n in range(2) for t in range(3)]
    assert loss == pytest.approx(np.mean(errors), rel=1e-12)


@pytest.mark.parametrize("sizes", SIZES)
def test_every_gradient_is_the_derivative_of_the_loss(sizes):
    xs, ts = RNG.integers(0, sizes[0], (3, 4)), RNG.integers(0, sizes[0], (3, 5))
    net = Seq2seq(*sizes)
    at = {f"p{k}": value for k, value in enumerate(drawn(net, 0.4))}

    def loss(**point):
        set_params(net, point.values())
        return net.forward(xs, ts)

    loss(**at)
    net.backward()
    grads = dict(zip(at, [grad.copy() for grad in net.grads], strict=True))
    assert directional_error(loss, at, grads, np.ones(()), RNG) <= TOLERANCE


def test_dh_of_the_decoder_is_the_derivative_of_its_scores():
    decoder = Decoder(*SIZES[0])
    set_params(decoder, drawn(decoder))
    ts, at = RNG.integers(0, 7, (3, 4)), {"h": RNG.standard_normal((3, 5))}
    dout = RNG.standard_normal(decoder.forward(ts, at["h"]).shape)
    grads = {"h": decoder.backward(dout)}
    assert directional_error(lambda h: decoder.forward(ts, h), at, grads, dout, RNG) <= TOLERANCE


def test_each_generated_word_is_the_best_one_after_those_before_it():
    for _ in range(20):
        net = Seq2seq(*SIZES[0])
        set_params(net, drawn(net, 1.5))
        xs = RNG.integers(0, 7, (1, 4))
        words = net.generate(xs, 3, 6)
        score = net.decoder.forward(np.array([[3, *words[:-1]]]), net.encoder.forward(xs))
        assert words == score[0].argmax(axis=1).tolist()


def test_a_word_that_stands_twice_hears_from_both_places():
    layer = TimeEmbedding(RNG.standard_normal((4, 2)))
    layer.forward(np.array([[1, 1, 3]]))
    layer.backward(np.array([[[1.0, 2.0], [10.0, 20.0], [5.0, 6.0]]]))
    np.testing.assert_array_equal(layer.grads[0], [[0, 0], [11, 22], [0, 0], [5, 6]])


def test_affine_over_time_is_affine_at_each_step():
    W, b, x = RNG.standard_normal((3, 2)), RNG.standard_normal(2), RNG.standard_normal((2, 4, 3))
    layer = TimeAffine(W, b)
    out, dout = layer.forward(x), RNG.standard_normal((2, 4, 2))
    np.testing.assert_allclose(out, np.einsum("nth,hv->ntv", x, W) + b)
    np.testing.assert_allclose(layer.backward(dout), np.einsum("ntv,hv->nth", dout, W))
    np.testing.assert_allclose(layer.grads[0], np.einsum("nth,ntv->hv", x, dout))
    np.testing.assert_allclose(layer.grads[1], dout.sum(axis=(0, 1)))


def test_equal_scores_cost_the_logarithm_of_the_number_of_words():
    assert TimeSoftmaxWithLoss().forward(np.full((2, 3, 8), 900.0), np.zeros((2, 3), int)) == pytest.approx(np.log(8))
