"""Variational autoencoder.

N rows, D numbers in, H hidden units, Z latent variables. The noise is handed in. No argument is changed.
Sources: Kingma and Welling, Auto-encoding variational Bayes (2014), with its appendices B and C; reading-circle notes
on *Detailed Deep Learning*.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .functions import sigmoid

Array = NDArray[Any]


class VAE:
    """q(z | x) is normal with mean μ and variance σ², the prior standard normal, p(x | z) Bernoulli.

    Args:
        params: encoder W_enc (D, H), b_enc (H,), with tanh; from its units μ by W_mu (H, Z), b_mu (Z,) and log σ² by
            W_log_var (H, Z), b_log_var (Z,); decoder W_dec (Z, H), b_dec (H,), with tanh, and W_out (H, D), b_out (D,),
            with the sigmoid.
    """

    def __init__(self, params: Mapping[str, Array]) -> None:
        self.params = dict(params)

    def encode(self, x: Array) -> tuple[Array, Array]:
        """x (N, D) -> μ and log σ², (N, Z) each."""
        h = np.tanh(self._affine("enc", x))
        return self._affine("mu", h), self._affine("log_var", h)

    def reparameterize(self, mu: Array, log_var: Array, eps: Array) -> Array:
        """z = μ + σ ε with σ = e^(log σ² / 2); all (N, Z)."""
        return np.asarray(mu + np.exp(0.5 * log_var) * eps)

    def decode(self, z: Array) -> Array:
        """z (N, Z) -> the probability of each unit (N, D)."""
        return sigmoid(self._affine("out", np.tanh(self._affine("dec", z))))

    def loss(self, x: Array, eps: Array) -> float:
        """Reconstruction error + KL divergence, each summed over its units, mean over the batch.

        The first is -Σ (x log y + (1 - x) log(1 - y)); the second, from q(z | x) to the prior, has the closed form
        -½ Σ (1 + log σ² - μ² - σ²).

        Args:
            x: (N, D), in [0, 1].
            eps: standard normal noise (N, Z).
        """
        mu, log_var = self.encode(x)
        score = self._affine("out", np.tanh(self._affine("dec", self.reparameterize(mu, log_var, eps))))
        reconstruction = (np.logaddexp(0.0, score) - x * score).sum()
        kl = -0.5 * (1.0 + log_var - mu**2 - np.exp(log_var)).sum()
        return float((reconstruction + kl) / len(x))

    def gradient(self, x: Array, eps: Array) -> dict[str, Array]:
        """Gradients of the loss by the name of each parameter.

        μ and log σ² hear from z, with ∂z/∂μ = 1 and ∂z/∂(log σ²) = ½ σ ε, and from the divergence.
        """
        h = np.tanh(self._affine("enc", x))
        mu, log_var = self.encode(x)
        z = self.reparameterize(mu, log_var, eps)
        g = np.tanh(self._affine("dec", z))
        dscore = (self.decode(z) - x) / len(x)
        dg = dscore @ self.params["W_out"].T * (1.0 - g**2)
        dz = dg @ self.params["W_dec"].T
        dmu = dz + mu / len(x)
        dlog_var = dz * 0.5 * np.exp(0.5 * log_var) * eps + 0.5 * (np.exp(log_var) - 1.0) / len(x)
        dh = (dmu @ self.params["W_mu"].T + dlog_var @ self.params["W_log_var"].T) * (1.0 - h**2)
        grads = {}
        for name, below, delta in (
            ("enc", x, dh),
            ("mu", h, dmu),
            ("log_var", h, dlog_var),
            ("dec", z, dg),
            ("out", g, dscore),
        ):
            grads[f"W_{name}"], grads[f"b_{name}"] = below.T @ delta, delta.sum(axis=0)
        return grads

    def _affine(self, name: str, x: Array) -> Array:
        return np.asarray(x @ self.params[f"W_{name}"] + self.params[f"b_{name}"])
