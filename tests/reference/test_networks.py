"""Three layers against networks whose output is known without following them."""

import itertools

import numpy as np
from dlgrade.reference.functions import sigmoid
from dlgrade.reference.networks import forward, init_network

RNG = np.random.default_rng(4)


def drawn(*sizes):
    pairs = list(itertools.pairwise(sizes))
    weights = {f"W{n}": RNG.normal(size=pair) for n, pair in enumerate(pairs, 1)}
    return {**weights, **{f"b{n}": RNG.normal(size=pair[1]) for n, pair in enumerate(pairs, 1)}}


def test_the_first_network_has_the_printed_shapes_and_gives_the_printed_output():
    network = init_network()

    shapes = {"W1": (2, 3), "b1": (3,), "W2": (3, 2), "b2": (2,), "W3": (2, 2), "b3": (2,)}
    assert {key: value.shape for key, value in network.items()} == shapes
    np.testing.assert_allclose(forward(network, [1.0, 0.5]), [0.31682708, 0.69627909], atol=5e-9)


def test_each_call_gives_a_network_of_its_own():
    first = init_network()
    first["W1"] += 1

    assert init_network()["W1"][0, 0] == 0.1


def test_a_batch_is_its_rows_one_by_one():
    network, x = drawn(4, 5, 3, 6), RNG.normal(size=(7, 4))

    np.testing.assert_allclose(forward(network, x), [forward(network, row) for row in x], rtol=1e-12)


def test_without_weights_the_last_biases_come_out():
    network = {key: value * ("b" in key) for key, value in drawn(2, 3, 2, 2).items()}

    np.testing.assert_allclose(forward(network, [3.0, -1.0]), network["b3"], rtol=1e-15)


def test_hidden_units_may_change_places():
    network, x, order = drawn(3, 4, 2, 2), RNG.normal(size=(5, 3)), [2, 0, 3, 1]
    moved = {**network, "W1": network["W1"][:, order], "b1": network["b1"][order], "W2": network["W2"][order]}

    np.testing.assert_allclose(forward(moved, x), forward(network, x), rtol=1e-12)


def test_the_output_is_linear_in_the_last_layer_and_the_hidden_ones_are_sigmoids():
    network = {"W1": np.eye(2), "b1": np.zeros(2), "W2": np.eye(2), "b2": np.zeros(2), "W3": 50 * np.eye(2)}
    network["b3"] = np.array([1000.0, -1000.0])
    x = np.array([0.3, -2.0])

    np.testing.assert_allclose(forward(network, x), 50 * sigmoid(sigmoid(x)) + network["b3"], rtol=1e-14)
