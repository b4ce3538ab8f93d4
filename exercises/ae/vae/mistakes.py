"""The commonest mistakes also with loss and gradient as sums over the batch, so that they are named there too.

Where the loss is wrong, its gradient is that of the wrong loss, unless the mistake is in the gradient alone.
"""

import numpy as np

from ....reference.functions import sigmoid
from ....reference.vae import VAE
from .conventions import summed_over_batch


class _Parts(VAE):
    """Loss and gradient as a computation whose parts can be replaced one by one; sums over the batch until the end."""

    def deviation(self, log_var):
        return np.exp(log_var / 2)

    def deviation_slope(self, log_var):
        return np.exp(log_var / 2) / 2

    def reparameterize(self, mu, log_var, eps):
        return mu + self.deviation(log_var) * eps

    def kl(self, mu, log_var):
        return -0.5 * (1 + log_var - mu**2 - np.exp(log_var))

    def kl_slopes(self, mu, log_var):
        return mu, 0.5 * (np.exp(log_var) - 1)

    def cost(self, x, y):
        return -(x * np.log(y) + (1 - x) * np.log(1 - y))

    def cost_slope(self, x, y):
        return y - x

    def activation(self, a):
        return np.tanh(a)

    def activation_slope(self, h):
        return 1 - h**2

    def encode(self, x):
        h = self.activation(self._affine("enc", x))
        return self._affine("mu", h), self._affine("log_var", h)

    def decode(self, z):
        return sigmoid(self._affine("out", self.activation(self._affine("dec", z))))

    def loss(self, x, eps):
        mu, log_var = self.encode(x)
        y = self.decode(self.reparameterize(mu, log_var, eps))
        with np.errstate(invalid="ignore"):  # an output without sigmoid leaves (0, 1)
            return float((self.cost(x, y).sum() + self.kl(mu, log_var).sum()) / len(x))

    def heard(self, dz, mu, log_var, eps):
        """Gradients of μ and log σ²."""
        slopes = self.kl_slopes(mu, log_var)
        return dz + slopes[0], dz * self.deviation_slope(log_var) * eps + slopes[1]

    def gradient(self, x, eps):
        h, (mu, log_var) = self.activation(self._affine("enc", x)), self.encode(x)
        z = self.reparameterize(mu, log_var, eps)
        g = self.activation(self._affine("dec", z))
        dscore = self.cost_slope(x, self.decode(z))
        dg = dscore @ self.params["W_out"].T * self.activation_slope(g)
        dmu, dlog_var = self.heard(dg @ self.params["W_dec"].T, mu, log_var, eps)
        dh = (dmu @ self.params["W_mu"].T + dlog_var @ self.params["W_log_var"].T) * self.activation_slope(h)
        chain = {"enc": (x, dh), "mu": (h, dmu), "log_var": (h, dlog_var), "dec": (z, dg), "out": (g, dscore)}
        weights = {f"W_{name}": below.T @ delta / len(x) for name, (below, delta) in chain.items()}
        return weights | {f"b_{name}": delta.sum(axis=0) / len(x) for name, (_, delta) in chain.items()}


class log_var_as_deviation(_Parts):
    def deviation(self, log_var):
        return log_var

    def deviation_slope(self, log_var):
        return np.ones_like(log_var)


class variance_as_deviation(_Parts):
    def deviation(self, log_var):
        return np.exp(log_var)

    deviation_slope = deviation


class log_deviation_throughout(variance_as_deviation):
    def kl(self, mu, log_var):
        return -0.5 * (1 + 2 * log_var - mu**2 - np.exp(2 * log_var))

    def kl_slopes(self, mu, log_var):
        return mu, np.exp(2 * log_var) - 1


class eps_ignored(_Parts):
    def deviation(self, log_var):
        return np.zeros_like(log_var)

    deviation_slope = deviation


class mu_left_out(_Parts):
    def reparameterize(self, mu, log_var, eps):
        return self.deviation(log_var) * eps

    def heard(self, dz, mu, log_var, eps):
        dmu, dlog_var = super().heard(dz, mu, log_var, eps)
        return dmu - dz, dlog_var


class noise_subtracted(_Parts):
    def deviation(self, log_var):
        return -np.exp(log_var / 2)

    def deviation_slope(self, log_var):
        return -np.exp(log_var / 2) / 2


class _Weighed(_Parts):
    """The divergence times a factor."""

    def factor(self, mu):
        raise NotImplementedError(type(self).__name__)

    def kl(self, mu, log_var):
        return self.factor(mu) * super().kl(mu, log_var)

    def kl_slopes(self, mu, log_var):
        return tuple(self.factor(mu) * slope for slope in super().kl_slopes(mu, log_var))


class kl_sign_flipped(_Weighed):
    def factor(self, mu):
        return -1.0


class kl_half_missing(_Weighed):
    def factor(self, mu):
        return 2.0


class kl_averaged_over_latents(_Weighed):
    def factor(self, mu):
        return 1.0 / mu.shape[1]


class kl_not_divided(_Weighed):
    def factor(self, mu):
        return len(mu)


class kl_missing(_Weighed):
    def factor(self, mu):
        return 0.0


class kl_one_missing(_Parts):
    def kl(self, mu, log_var):
        return super().kl(mu, log_var) + 0.5


class kl_mu_not_squared(_Parts):
    def kl(self, mu, log_var):
        return -0.5 * (1 + log_var - mu - np.exp(log_var))

    def kl_slopes(self, mu, log_var):
        return np.full_like(mu, 0.5), super().kl_slopes(mu, log_var)[1]


class kl_variance_not_raised(_Parts):
    def kl(self, mu, log_var):
        return -0.5 * (1 + log_var - mu**2 - log_var**2)

    def kl_slopes(self, mu, log_var):
        return mu, log_var - 0.5


class kl_deviation_for_variance(_Parts):
    def kl(self, mu, log_var):
        return -0.5 * (1 + log_var - mu**2 - np.exp(log_var / 2))

    def kl_slopes(self, mu, log_var):
        return mu, 0.5 * (np.exp(log_var / 2) / 2 - 1)


class reconstruction_averaged_over_units(_Parts):
    def cost(self, x, y):
        return super().cost(x, y) / x.shape[1]

    def cost_slope(self, x, y):
        return super().cost_slope(x, y) / x.shape[1]


class reconstruction_sign_flipped(_Parts):
    def cost(self, x, y):
        return -super().cost(x, y)

    def cost_slope(self, x, y):
        return -super().cost_slope(x, y)


class squared_error(_Parts):
    def cost(self, x, y):
        return 0.5 * (y - x) ** 2

    def cost_slope(self, x, y):
        return (y - x) * y * (1 - y)


class second_term_missing(_Parts):
    def cost(self, x, y):
        return -x * np.log(y)


class decoder_sigmoid_missing(_Parts):
    def decode(self, z):
        return self._affine("out", self.activation(self._affine("dec", z)))


class _Relu(_Parts):
    def activation(self, a):
        return np.maximum(a, 0)

    def activation_slope(self, h):
        return (h > 0) * 1.0


class _Sigmoid(_Parts):
    def activation(self, a):
        return sigmoid(a)

    def activation_slope(self, h):
        return h * (1 - h)


class half_missing_through_z(_Parts):
    def deviation_slope(self, log_var):
        return np.exp(log_var / 2)


class eps_missing_through_z(_Parts):
    def heard(self, dz, mu, log_var, eps):
        return super().heard(dz, mu, log_var, np.ones_like(eps))


class deviation_missing_through_z(_Parts):
    def deviation_slope(self, log_var):
        return np.full_like(log_var, 0.5)


class log_var_not_through_z(_Parts):
    def deviation_slope(self, log_var):
        return np.zeros_like(log_var)


class kl_not_in_gradient(_Parts):
    def kl_slopes(self, mu, log_var):
        return np.zeros_like(mu), np.zeros_like(log_var)


class reconstruction_not_into_encoder(_Parts):
    def heard(self, dz, mu, log_var, eps):
        return super().heard(np.zeros_like(dz), mu, log_var, eps)


class kl_gradient_not_divided(_Parts):
    def kl_slopes(self, mu, log_var):
        return tuple(len(mu) * slope for slope in super().kl_slopes(mu, log_var))


class output_derivative_added(_Parts):
    def cost_slope(self, x, y):
        return (y - x) * y * (1 - y)


class hidden_derivative_missing(_Parts):
    def activation_slope(self, h):
        return 1.0


class gradient_sign_flipped(VAE):
    def gradient(self, x, eps):
        return {name: -grad for name, grad in super().gradient(x, eps).items()}


class gradient_not_divided(VAE):
    def gradient(self, x, eps):
        return {name: grad * len(x) for name, grad in super().gradient(x, eps).items()}


class loss_not_divided(VAE):
    def loss(self, x, eps):
        return super().loss(x, eps) * len(x)


_IN_THE_SUM = (
    log_var_as_deviation,
    variance_as_deviation,
    eps_ignored,
    kl_sign_flipped,
    kl_half_missing,
    kl_averaged_over_latents,
    reconstruction_averaged_over_units,
    half_missing_through_z,
    output_derivative_added,
    gradient_sign_flipped,
)


def _summed(made):
    return type(made.__name__, (summed_over_batch, made), {})


VARIANTS = {
    "other_activation__ReLU": _Relu,
    "other_activation__sigmoid": _Sigmoid,
    **{f"{made.__name__}__summed": _summed(made) for made in _IN_THE_SUM},
}
