"""Whole networks against direct formulas and against differences."""

from __future__ import annotations

import numpy as np
import pytest
from dlgrade.reference import layered_net, two_layer_net
from dlgrade.reference.multi_layer_net import MultiLayerNet, MultiLayerNetExtend
from dlgrade.reference.trainer import OPTIMIZERS, Trainer

RNG = np.random.default_rng(5)


def filled(net, scale=0.7):
    for value in net.params.values():
        value[...] = scale * RNG.standard_normal(value.shape)
    return net


def batch(n=5, d=4, c=3):
    return RNG.standard_normal((n, d)), np.eye(c)[RNG.integers(0, c, n)]


def by_hand(params, x, t, hidden):
    """Loss and gradient row by row, unit by unit."""
    W1, b1, W2, b2 = (params[k] for k in ("W1", "b1", "W2", "b2"))
    total, grads = 0.0, {k: np.zeros_like(v) for k, v in params.items()}
    for row, target in zip(x, t, strict=True):
        a = [sum(row[i] * W1[i, j] for i in range(len(row))) + b1[j] for j in range(len(b1))]
        z = [1 / (1 + np.exp(-v)) if hidden == "sigmoid" else max(v, 0.0) for v in a]
        s = [sum(z[j] * W2[j, k] for j in range(len(z))) + b2[k] for k in range(len(b2))]
        y = np.exp(s) / np.exp(s).sum()
        total -= np.log(y[target.argmax()])
        for k in range(len(b2)):
            d = (y[k] - target[k]) / len(x)
            grads["b2"][k] += d
            for j in range(len(b1)):
                grads["W2"][j, k] += d * z[j]
                e = d * W2[j, k] * (z[j] * (1 - z[j]) if hidden == "sigmoid" else float(a[j] > 0))
                grads["b1"][j] += e
                grads["W1"][:, j] += e * row
    return total / len(x), grads


@pytest.mark.parametrize(("module", "hidden"), [(two_layer_net, "sigmoid"), (layered_net, "relu")])
def test_two_layers_agree_with_a_loop_over_rows_and_units(module, hidden):
    net, (x, t) = filled(module.TwoLayerNet(4, 6, 3)), batch()
    loss, grads = by_hand(net.params, x, t, hidden)

    assert net.loss(x, t) == pytest.approx(loss, abs=1e-5)
    found = net.gradient(x, t)
    assert found.keys() == grads.keys()
    assert all(np.allclose(found[k], grads[k], rtol=1e-10, atol=1e-12) for k in grads)
    assert all(np.allclose(net.numerical_gradient(x, t)[k], grads[k], atol=1e-5) for k in grads)


@pytest.mark.parametrize("module", [two_layer_net, layered_net])
def test_accuracy_takes_one_hot_rows_and_class_numbers(module):
    net, (x, t) = filled(module.TwoLayerNet(4, 6, 3)), batch(40)
    best = net.predict(x).argmax(axis=1)

    assert net.accuracy(x, np.eye(3)[best]) == 1.0 == net.accuracy(x, best)
    assert net.accuracy(x, t) == np.mean(best == t.argmax(axis=1))
    assert net.loss(x, t) == pytest.approx(net.loss(x, t.argmax(axis=1)))


@pytest.mark.parametrize("activation", ["relu", "sigmoid"])
def test_many_layers_agree_with_differences_and_with_their_penalty(activation):
    net = filled(MultiLayerNet(4, [5, 6], 3, activation, weight_decay_lambda=0.2))
    x, t = batch()
    plain = filled(MultiLayerNet(4, [5, 6], 3, activation))
    for name, value in net.params.items():
        plain.params[name][...] = value

    penalty = 0.1 * sum((net.params[f"W{i}"] ** 2).sum() for i in (1, 2, 3))
    assert net.loss(x, t) == pytest.approx(plain.loss(x, t) + penalty)
    found, slopes = net.gradient(x, t), net.numerical_gradient(x, t)
    assert all(np.allclose(found[k], slopes[k], atol=1e-6) for k in net.params)
    assert np.allclose(found["W2"] - plain.gradient(x, t)["W2"], 0.2 * net.params["W2"])
    assert np.allclose(found["b2"], plain.gradient(x, t)["b2"])


@pytest.mark.parametrize(("name", "std"), [("relu", 0.1), ("HE", 0.1), ("xavier", 0.0707), (0.03, 0.03)])
def test_first_weights_go_by_name(name, std):
    assert MultiLayerNet(200, [200], 2, weight_init_std=name).params["W1"].std() == pytest.approx(std, rel=0.05)


def test_normalised_layers_agree_with_differences_of_the_training_loss():
    net, (x, t) = filled(MultiLayerNetExtend(4, [5, 6], 3, use_batchnorm=True, weight_decay_lambda=0.1)), batch(7)

    found, slopes = net.gradient(x, t), net.numerical_gradient(x, t)

    assert set(found) == set(net.params) >= {"gamma1", "beta2"}
    assert all(np.allclose(found[k], slopes[k], atol=1e-5) for k in net.params)


def test_dropout_drops_in_training_and_scales_at_test_time():
    net, (x, _) = filled(MultiLayerNetExtend(4, [50], 3, use_dropout=True, dropout_ration=0.3)), batch()
    plain = MultiLayerNetExtend(4, [50], 3)
    for name, value in net.params.items():
        plain.params[name][...] = value
    plain.params["W2"] *= 0.7

    assert np.allclose(net.predict(x), plain.predict(x))
    assert not np.array_equal(net.predict(x, train_flg=True), net.predict(x, train_flg=True))


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_training_lowers_the_loss_with_every_optimizer_and_keeps_its_lists(name, capsys):
    np.random.seed(1)
    x = RNG.standard_normal((60, 4))
    t = np.eye(3)[(x @ RNG.standard_normal((4, 3))).argmax(axis=1)]
    net = MultiLayerNet(4, [8], 3)
    before = net.loss(x, t)

    trainer = Trainer(net, x[:40], t[:40], x[40:], t[40:], 5, 10, name.upper(), {"lr": 0.05}, 15)
    trainer.train()

    assert net.loss(x, t) < before
    assert [len(a) for a in (trainer.train_loss_list, trainer.train_acc_list, trainer.test_acc_list)] == [20, 5, 5]
    assert capsys.readouterr().out.count("epoch") == 5
