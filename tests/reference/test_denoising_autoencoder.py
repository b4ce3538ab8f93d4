"""Denoising autoencoders against sums written out unit by unit, and against the derivative of their own loss."""

import math
from itertools import pairwise

import numpy as np
import pytest
from dlgrade.exercises.checking.gradcheck import TOLERANCE, directional_error
from dlgrade.reference.denoising_autoencoder import DenoisingAutoencoder, StackedDenoisingAutoencoder
from dlgrade.reference.fine_tuning import PretrainedClassifier

RNG = np.random.default_rng(0)
SIZES = [(3, 5, 4), (4, 3, 3), (1, 4, 2)]
ONE = np.ones(())


def drawn(n, d, h):
    params = {"W": RNG.standard_normal((d, h)), "b": RNG.standard_normal(h), "c": RNG.standard_normal(d)}
    return params, RNG.random((n, d)), RNG.integers(0, 2, (n, d))


def stack(*sizes):
    params = {}
    for layer, (n_in, n_out) in enumerate(pairwise(sizes), 1):
        params |= {f"W{layer}": RNG.standard_normal((n_in, n_out)), f"b{layer}": RNG.standard_normal(n_out)}
        if layer < len(sizes) - 1:
            params[f"c{layer}"] = RNG.standard_normal(n_in)
    return params


def logistic(s):
    return 1.0 / (1.0 + math.exp(-s))


def unit_by_unit(params, x, mask):
    W, b, c = params.values()
    total = 0.0
    for row, kept in zip(x, mask, strict=True):
        noisy = [value if keep else 0.0 for value, keep in zip(row, kept, strict=True)]
        h = [logistic(b[j] + sum(noisy[i] * W[i, j] for i in range(len(W)))) for j in range(len(b))]
        for i, value in enumerate(row):
            y = logistic(c[i] + sum(h[j] * W[i, j] for j in range(len(b))))
            total -= value * math.log(y) + (1.0 - value) * math.log(1.0 - y)
    return total / len(x)


@pytest.mark.parametrize(("n", "d", "h"), SIZES)
def test_the_loss_is_the_sum_over_units_and_the_mean_over_rows(n, d, h):
    params, x, mask = drawn(n, d, h)
    assert DenoisingAutoencoder(**params).loss(x, mask) == pytest.approx(unit_by_unit(params, x, mask), rel=1e-13)


@pytest.mark.parametrize(("n", "d", "h"), SIZES)
def test_the_gradient_is_the_derivative_of_the_loss(n, d, h):
    params, x, mask = drawn(n, d, h)
    grads = DenoisingAutoencoder(**params).gradient(x, mask)
    error = directional_error(lambda **at: DenoisingAutoencoder(**at).loss(x, mask), params, grads, ONE, RNG)
    assert error <= TOLERANCE


def test_the_loss_stays_finite_where_the_output_rounds_to_one():
    loss = DenoisingAutoencoder(np.full((2, 1), 100.0), np.zeros(1), np.zeros(2)).loss(
        np.zeros((1, 2)), np.ones((1, 2))
    )
    assert loss == pytest.approx(100.0, rel=1e-12)  # h = ½, so each unit's score is 50


@pytest.mark.parametrize("sizes", [(4, 3, 2), (5, 4, 3, 3), (3, 3, 3, 3, 2)])
def test_fine_tuning_reaches_every_layer(sizes):
    params, x, t = stack(*sizes), RNG.random((3, sizes[0])), np.eye(sizes[-1])[RNG.integers(0, sizes[-1], 3)]
    grads = StackedDenoisingAutoencoder(params).gradient(x, t)
    assert set(grads) == {key for key in params if key[0] != "c"}
    error = directional_error(lambda **at: StackedDenoisingAutoencoder(at).loss(x, t), params, grads, ONE, RNG)
    assert error <= TOLERANCE


def test_a_layer_is_trained_on_the_clean_output_of_the_trained_layers_below():
    params, x = stack(5, 4, 3, 2), RNG.random((6, 5))
    masks = [RNG.integers(0, 2, (3, 6, 5)), RNG.integers(0, 2, (2, 6, 4))]
    got = StackedDenoisingAutoencoder(params).pretrain(x, masks, 0.3)
    below = x
    for layer, steps in enumerate(masks, 1):
        W, b, c = (params[f"{name}{layer}"].copy() for name in "Wbc")
        for mask in steps:
            grads = DenoisingAutoencoder(W, b, c).gradient(below, mask)
            W, b, c = W - 0.3 * grads["W"], b - 0.3 * grads["b"], c - 0.3 * grads["c"]
        for name, mine in zip("Wbc", (W, b, c), strict=True):
            np.testing.assert_allclose(got[f"{name}{layer}"], mine, rtol=1e-12)
        below = 1.0 / (1.0 + np.exp(-below @ W - b))
    np.testing.assert_array_equal(got["W3"], params["W3"])


def test_pre_training_lowers_the_error_of_each_layer():
    params, x = stack(6, 5, 4, 2), RNG.random((8, 6))
    masks = [np.ones((40, 8, 6)), np.ones((40, 8, 5))]
    model = StackedDenoisingAutoencoder(params)
    after = model.pretrain(x, masks, 0.5)
    for layer, inputs in ((1, x), (2, DenoisingAutoencoder(*(after[f"{name}1"] for name in "Wbc")).encode(x))):
        errors = [
            DenoisingAutoencoder(*(state[f"{name}{layer}"] for name in "Wbc")).loss(inputs, np.ones_like(inputs))
            for state in (params, after)
        ]
        assert errors[1] < errors[0]


def test_a_network_without_a_way_to_train_a_layer_says_so():
    with pytest.raises(NotImplementedError, match="PretrainedClassifier does not say"):
        PretrainedClassifier(stack(3, 2, 2))._step(1, np.ones((1, 3)), (), 0.1)
