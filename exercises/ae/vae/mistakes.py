"""The commonest mistakes also with loss and gradient as sums over the batch, so that they are named there too.

Where the loss is wrong, its gradient is that of the wrong loss.
"""

import numpy as np

from ....reference.functions import sigmoid
from ....reference.vae import VAE
from . import gradient_mistakes
from .conventions import summed_over_batch
from .parts import Parts


class log_var_as_deviation(Parts):
    def deviation(self, log_var):
        return log_var

    def deviation_slope(self, log_var):
        return np.ones_like(log_var)


class variance_as_deviation(Parts):
    def deviation(self, log_var):
        return np.exp(log_var)

    deviation_slope = deviation


class log_deviation_throughout(variance_as_deviation):
    def kl(self, mu, log_var):
        return -0.5 * (1 + 2 * log_var - mu**2 - np.exp(2 * log_var))

    def kl_slopes(self, mu, log_var):
        return mu, np.exp(2 * log_var) - 1


class eps_ignored(Parts):
    def deviation(self, log_var):
        return np.zeros_like(log_var)

    deviation_slope = deviation


class own_noise(Parts):
    def reparameterize(self, mu, log_var, eps):
        return super().reparameterize(mu, log_var, np.random.randn(*mu.shape))


class mu_left_out(Parts):
    def reparameterize(self, mu, log_var, eps):
        return self.deviation(log_var) * eps

    def heard(self, dz, mu, log_var, eps):
        dmu, dlog_var = super().heard(dz, mu, log_var, eps)
        return dmu - dz, dlog_var


class noise_subtracted(Parts):
    def deviation(self, log_var):
        return -np.exp(log_var / 2)

    def deviation_slope(self, log_var):
        return -np.exp(log_var / 2) / 2


class _Weighed(Parts):
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


class kl_one_missing(Parts):
    def kl(self, mu, log_var):
        return super().kl(mu, log_var) + 0.5


class kl_mu_not_squared(Parts):
    def kl(self, mu, log_var):
        return -0.5 * (1 + log_var - mu - np.exp(log_var))

    def kl_slopes(self, mu, log_var):
        return np.full_like(mu, 0.5), super().kl_slopes(mu, log_var)[1]


class kl_variance_not_raised(Parts):
    def kl(self, mu, log_var):
        return -0.5 * (1 + log_var - mu**2 - log_var**2)

    def kl_slopes(self, mu, log_var):
        return mu, log_var - 0.5


class kl_deviation_for_variance(Parts):
    def kl(self, mu, log_var):
        return -0.5 * (1 + log_var - mu**2 - np.exp(log_var / 2))

    def kl_slopes(self, mu, log_var):
        return mu, 0.5 * (np.exp(log_var / 2) / 2 - 1)


class reconstruction_averaged_over_units(Parts):
    def cost(self, x, y):
        return super().cost(x, y) / x.shape[1]

    def cost_slope(self, x, y):
        return super().cost_slope(x, y) / x.shape[1]


class reconstruction_sign_flipped(Parts):
    def cost(self, x, y):
        return -super().cost(x, y)

    def cost_slope(self, x, y):
        return -super().cost_slope(x, y)


class squared_error(Parts):
    def cost(self, x, y):
        return 0.5 * (y - x) ** 2

    def cost_slope(self, x, y):
        return (y - x) * y * (1 - y)


class _WholeSquares(Parts):
    def cost(self, x, y):
        return (y - x) ** 2

    def cost_slope(self, x, y):
        return 2 * (y - x) * y * (1 - y)


class second_term_missing(Parts):
    def cost(self, x, y):
        return -x * np.log(y)


class decoder_sigmoid_missing(Parts):
    def decode(self, z):
        return self._affine("out", self.activation(self._affine("dec", z)))


class _Relu(Parts):
    def activation(self, a):
        return np.maximum(a, 0)

    def activation_slope(self, h):
        return (h > 0) * 1.0


class _Sigmoid(Parts):
    def activation(self, a):
        return sigmoid(a)

    def activation_slope(self, h):
        return h * (1 - h)


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
    gradient_mistakes.half_missing_through_z,
    gradient_mistakes.output_derivative_added,
    gradient_mistakes.gradient_sign_flipped,
)


def _summed(made):
    return type(made.__name__, (summed_over_batch, made), {})


VARIANTS = {
    **{made.__name__: made for made in gradient_mistakes.ALL},
    "squared_error__whole": _WholeSquares,
    "other_activation__ReLU": _Relu,
    "other_activation__sigmoid": _Sigmoid,
    **{f"{made.__name__}__summed": _summed(made) for made in _IN_THE_SUM},
}
