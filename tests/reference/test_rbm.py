"""The restricted Boltzmann machine against sums over all of its states, and CD-1 against loops."""

from itertools import product

import numpy as np
import pytest
from dlgrade.exercises.checking.gradcheck import TOLERANCE, directional_error
from dlgrade.reference.rbm import DBN, RBM

RNG = np.random.default_rng(0)
V, H = 4, 3
VISIBLE, HIDDEN = (np.array(list(product((0.0, 1.0), repeat=n))) for n in (V, H))


def params(v=V, h=H):
    return {"W": RNG.standard_normal((v, h)), "a": RNG.standard_normal(v), "b": RNG.standard_normal(h)}


def weights_of_states(W, a, b):
    """e^(-E) of every state (2^V, 2^H), from the definition of the energy."""
    energy = np.zeros((len(VISIBLE), len(HIDDEN)))
    for row, v in enumerate(VISIBLE):
        for column, h in enumerate(HIDDEN):
            energy[row, column] = (
                -sum(a * v) - sum(b * h) - sum(v[i] * W[i, j] * h[j] for i in range(V) for j in range(H))
            )
    return np.exp(-energy)


def test_the_free_energy_sums_over_all_hidden_states():
    at = params()
    np.testing.assert_allclose(np.exp(-RBM(**at).free_energy(VISIBLE)), weights_of_states(**at).sum(axis=1), rtol=1e-12)


def test_the_conditionals_are_those_of_the_joint_distribution():
    at = params()
    joint = weights_of_states(**at)
    of_h = (joint / joint.sum(axis=1, keepdims=True)) @ HIDDEN
    of_v = (joint / joint.sum(axis=0)).T @ VISIBLE
    np.testing.assert_allclose(RBM(**at).prob_h(VISIBLE), of_h, rtol=1e-12)
    np.testing.assert_allclose(RBM(**at).prob_v(HIDDEN), of_v, rtol=1e-12)


def by_loops(at, v, u_h, u_v):
    W, a, b = at.values()
    total = {"W": np.zeros_like(W), "a": np.zeros_like(a), "b": np.zeros_like(b)}
    for row in range(len(v)):
        p = [1 / (1 + np.exp(-b[j] - sum(v[row, i] * W[i, j] for i in range(len(a))))) for j in range(len(b))]
        h = [1.0 if u_h[row, j] < p[j] else 0.0 for j in range(len(b))]
        q = [1 / (1 + np.exp(-a[i] - sum(h[j] * W[i, j] for j in range(len(b))))) for i in range(len(a))]
        v1 = [1.0 if u_v[row, i] < q[i] else 0.0 for i in range(len(a))]
        p1 = [1 / (1 + np.exp(-b[j] - sum(v1[i] * W[i, j] for i in range(len(a))))) for j in range(len(b))]
        for i, j in product(range(len(a)), range(len(b))):
            total["W"][i, j] += (v[row, i] * p[j] - v1[i] * p1[j]) / len(v)
        total["a"] += (v[row] - np.array(v1)) / len(v)
        total["b"] += (np.array(p) - np.array(p1)) / len(v)
    return total


@pytest.mark.parametrize(("n", "v", "h"), [(5, 6, 4), (3, 3, 3), (1, 2, 5)])
def test_contrastive_divergence_is_the_formula_written_out(n, v, h):
    at, data = params(v, h), RNG.integers(0, 2, (n, v)).astype(float)
    u_h, u_v = RNG.random((n, h)), RNG.random((n, v))
    got, expected = RBM(**at).cd1(data, u_h, u_v), by_loops(at, data, u_h, u_v)
    for name in at:
        np.testing.assert_allclose(got[name], expected[name], rtol=1e-12, atol=1e-15)


def test_contrastive_divergence_lowers_the_free_energy_of_the_data_beside_that_of_the_reconstruction():
    """The reconstruction held fixed, the direction is minus the gradient of mean F(v) - F(v1)."""
    at, data = params(), RNG.integers(0, 2, (5, V)).astype(float)
    rbm, u_h, u_v = RBM(**at), RNG.random((5, H)), RNG.random((5, V))
    v1 = (u_v < rbm.prob_v((u_h < rbm.prob_h(data)).astype(float))).astype(float)
    grads = {name: -move for name, move in rbm.cd1(data, u_h, u_v).items()}

    def gap(**point):
        model = RBM(**point)
        return (model.free_energy(data) - model.free_energy(v1)).mean()

    assert directional_error(gap, at, grads, np.ones(()), RNG) <= TOLERANCE


def test_training_raises_the_exact_likelihood():
    at, data = {name: 0.1 * array for name, array in params().items()}, np.array([[1.0, 1, 0, 0], [0, 0, 1, 1]] * 3)

    def likelihood():
        joint = weights_of_states(**at)
        rows = (data @ 2 ** np.arange(V)[::-1]).astype(int)
        return np.log(joint.sum(axis=1)[rows] / joint.sum()).mean()

    before = likelihood()
    for _ in range(200):
        move = RBM(**at).cd1(data, RNG.random((6, H)), RNG.random((6, V)))
        at = {name: at[name] + 0.2 * move[name] for name in at}
    assert likelihood() > before + 0.3


def test_a_belief_network_trains_each_machine_on_the_probabilities_below():
    sizes, n = (5, 4, 3), 6
    start = {"W3": RNG.standard_normal((3, 2)), "b3": RNG.standard_normal(2)}
    for layer in (1, 2):
        start |= {f"{name}{layer}": array for name, array in params(*sizes[layer - 1 : layer + 1]).items()}
    u_h = [RNG.random((3, n, 4)), RNG.random((2, n, 3))]
    u_v = [RNG.random((3, n, 5)), RNG.random((2, n, 4))]
    x = below = RNG.random((n, 5))
    got = DBN(start).pretrain(x, u_h, u_v, 0.4)
    for layer in (1, 2):
        at = {name: start[f"{name}{layer}"] for name in "Wab"}
        for step in range(len(u_h[layer - 1])):
            move = by_loops(at, below, u_h[layer - 1][step], u_v[layer - 1][step])
            at = {name: at[name] + 0.4 * move[name] for name in at}
        for name in at:
            np.testing.assert_allclose(got[f"{name}{layer}"], at[name], rtol=1e-11)
        below = 1 / (1 + np.exp(-below @ at["W"] - at["b"]))
    np.testing.assert_array_equal(got["W3"], start["W3"])
