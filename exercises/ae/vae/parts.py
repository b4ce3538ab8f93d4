from typing import Any

import numpy as np

from ....reference.functions import sigmoid
from ....reference.vae import VAE
from ...checking import Array


class Parts(VAE):
    """Loss and gradient as a computation whose parts can be replaced one by one; sums over the batch until the end."""

    def deviation(self, log_var: Array) -> Any:
        return np.exp(log_var / 2)

    def deviation_slope(self, log_var: Array) -> Any:
        return np.exp(log_var / 2) / 2

    def reparameterize(self, mu: Array, log_var: Array, eps: Array) -> Any:
        return mu + self.deviation(log_var) * eps

    def kl(self, mu: Array, log_var: Array) -> Any:
        return -0.5 * (1 + log_var - mu**2 - np.exp(log_var))

    def kl_slopes(self, mu: Array, log_var: Array) -> Any:
        return mu, 0.5 * (np.exp(log_var) - 1)

    def cost(self, x: Array, y: Array) -> Any:
        return -(x * np.log(y) + (1 - x) * np.log(1 - y))

    def cost_slope(self, x: Array, y: Array) -> Any:
        return y - x

    def activation(self, a: Array) -> Any:
        return np.tanh(a)

    def activation_slope(self, h: Array) -> Any:
        return 1 - h**2

    def encode(self, x: Array) -> Any:
        h = self.activation(self._affine("enc", x))
        return self._affine("mu", h), self._affine("log_var", h)

    def decode(self, z: Array) -> Any:
        return sigmoid(self._affine("out", self.activation(self._affine("dec", z))))

    def loss(self, x: Array, eps: Array) -> float:
        mu, log_var = self.encode(x)
        y = self.decode(self.reparameterize(mu, log_var, eps))
        with np.errstate(invalid="ignore"):  # an output without sigmoid leaves (0, 1)
            return float((self.cost(x, y).sum() + self.kl(mu, log_var).sum()) / len(x))

    def heard(self, dz: Array, mu: Array, log_var: Array, eps: Array) -> Any:
        """Gradients of μ and log σ²."""
        slopes = self.kl_slopes(mu, log_var)
        return dz + slopes[0], dz * self.deviation_slope(log_var) * eps + slopes[1]

    def hidden_heard(self, dmu: Array, dlog_var: Array) -> Any:
        """Gradient of the encoder's hidden units."""
        return dmu @ self.params["W_mu"].T + dlog_var @ self.params["W_log_var"].T

    def gradient(self, x: Array, eps: Array) -> dict[str, Array]:
        h, (mu, log_var) = self.activation(self._affine("enc", x)), self.encode(x)
        z = self.reparameterize(mu, log_var, eps)
        g = self.activation(self._affine("dec", z))
        dscore = self.cost_slope(x, self.decode(z))
        dg = dscore @ self.params["W_out"].T * self.activation_slope(g)
        dmu, dlog_var = self.heard(dg @ self.params["W_dec"].T, mu, log_var, eps)
        dh = self.hidden_heard(dmu, dlog_var) * self.activation_slope(h)
        chain = {"enc": (x, dh), "mu": (h, dmu), "log_var": (h, dlog_var), "dec": (z, dg), "out": (g, dscore)}
        weights = {f"W_{name}": below.T @ delta / len(x) for name, (below, delta) in chain.items()}
        return weights | {f"b_{name}": delta.sum(axis=0) / len(x) for name, (_, delta) in chain.items()}
