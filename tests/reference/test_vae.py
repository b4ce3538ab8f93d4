"""The variational autoencoder: divergence against an integral, loss against loops, gradient against the loss."""

import math

import numpy as np
import pytest
from dlgrade.exercises.checking.gradcheck import TOLERANCE, directional_error
from dlgrade.reference.vae import VAE

RNG = np.random.default_rng(0)


def drawn(d, h, z):
    shapes = {"enc": (d, h), "mu": (h, z), "log_var": (h, z), "dec": (z, h), "out": (h, d)}
    params = {f"W_{name}": RNG.standard_normal(shape) for name, shape in shapes.items()}
    return params | {f"b_{name}": RNG.standard_normal(shape[1]) for name, shape in shapes.items()}


def divergence(mu, var):
    """∫ q log(q / p) by Gauss-Hermite quadrature: the integrand is a polynomial of degree 2, so few nodes are exact."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(8)
    z = mu + math.sqrt(var) * nodes
    log_ratio = -0.5 * math.log(var) - 0.5 * (z - mu) ** 2 / var + 0.5 * z**2
    return float((weights * log_ratio).sum() / math.sqrt(2.0 * math.pi))


def written_out(p, x, eps):
    total = 0.0
    for row, noise in zip(x, eps, strict=True):
        h = [math.tanh(s) for s in p["b_enc"] + p["W_enc"].T @ row]
        mu, log_var = p["b_mu"] + p["W_mu"].T @ h, p["b_log_var"] + p["W_log_var"].T @ h
        z = [m + math.sqrt(math.exp(v)) * e for m, v, e in zip(mu, log_var, noise, strict=True)]
        g = [math.tanh(s) for s in p["b_dec"] + p["W_dec"].T @ z]
        for value, s in zip(row, p["b_out"] + p["W_out"].T @ g, strict=True):
            y = 1.0 / (1.0 + math.exp(-s))
            total -= value * math.log(y) + (1.0 - value) * math.log(1.0 - y)
        total += sum(divergence(m, math.exp(v)) for m, v in zip(mu, log_var, strict=True))
    return total / len(x)


@pytest.mark.parametrize(("n", "d", "h", "z"), [(3, 5, 4, 2), (3, 3, 3, 3), (1, 4, 2, 3)])
def test_loss_and_gradient(n, d, h, z):
    params, x, eps = drawn(d, h, z), RNG.random((n, d)), RNG.standard_normal((n, z))
    assert VAE(params).loss(x, eps) == pytest.approx(written_out(params, x, eps), rel=1e-11)
    grads = VAE(params).gradient(x, eps)
    assert set(grads) == set(params)
    assert directional_error(lambda **at: VAE(at).loss(x, eps), params, grads, np.ones(()), RNG) <= TOLERANCE


def test_the_latent_variable_has_the_mean_and_the_variance_that_were_given():
    mu, log_var = np.full((200_000, 1), 1.5), np.full((200_000, 1), math.log(0.25))
    z = VAE({}).reparameterize(mu, log_var, RNG.standard_normal(mu.shape))
    assert z.mean() == pytest.approx(1.5, abs=0.01)
    assert z.std() == pytest.approx(0.5, abs=0.01)


def test_a_posterior_that_is_the_prior_costs_nothing():
    params = {name: np.zeros_like(array) for name, array in drawn(4, 3, 2).items()}
    assert VAE(params).loss(RNG.random((5, 4)), RNG.standard_normal((5, 2))) == pytest.approx(4 * math.log(2.0))
