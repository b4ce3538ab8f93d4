"""Mistakes in the gradient alone: the loss is right."""

from typing import Any

import numpy as np

from ....reference.vae import VAE
from ...checking import Array
from .parts import Parts


class half_missing_through_z(Parts):
    def deviation_slope(self, log_var: Array) -> Any:
        return np.exp(log_var / 2)


class eps_missing_through_z(Parts):
    def heard(self, dz: Array, mu: Array, log_var: Array, eps: Array) -> Any:
        return super().heard(dz, mu, log_var, np.ones_like(eps))


class deviation_missing_through_z(Parts):
    def deviation_slope(self, log_var: Array) -> Any:
        return np.full_like(log_var, 0.5)


class log_var_not_through_z(Parts):
    def deviation_slope(self, log_var: Array) -> Any:
        return np.zeros_like(log_var)


class kl_not_in_gradient(Parts):
    def kl_slopes(self, mu: Array, log_var: Array) -> Any:
        return np.zeros_like(mu), np.zeros_like(log_var)


class reconstruction_not_into_encoder(Parts):
    def heard(self, dz: Array, mu: Array, log_var: Array, eps: Array) -> Any:
        return super().heard(np.zeros_like(dz), mu, log_var, eps)


class kl_gradient_not_divided(Parts):
    def kl_slopes(self, mu: Array, log_var: Array) -> Any:
        return tuple(len(mu) * slope for slope in super().kl_slopes(mu, log_var))


class kl_gradient_sign_flipped(Parts):
    def kl_slopes(self, mu: Array, log_var: Array) -> Any:
        return -mu, 0.5 * (1 - np.exp(log_var))


class kl_gradient_half_missing(Parts):
    def kl_slopes(self, mu: Array, log_var: Array) -> Any:
        return mu, np.exp(log_var) - 1


class kl_gradient_one_missing(Parts):
    def kl_slopes(self, mu: Array, log_var: Array) -> Any:
        return mu, 0.5 * np.exp(log_var)


class kl_not_in_gradient_of_mu(Parts):
    def kl_slopes(self, mu: Array, log_var: Array) -> Any:
        return np.zeros_like(mu), super().kl_slopes(mu, log_var)[1]


class encoder_hears_of_mu_alone(Parts):
    def hidden_heard(self, dmu: Array, dlog_var: Array) -> Any:
        return dmu @ self.params["W_mu"].T


class bias_gradients_averaged(VAE):
    def gradient(self, x: Array, eps: Array) -> dict[str, Array]:
        grads = super().gradient(x, eps)
        return {name: grad / len(x) if grad.ndim == 1 else grad for name, grad in grads.items()}


class output_derivative_added(Parts):
    def cost_slope(self, x: Array, y: Array) -> Any:
        return (y - x) * y * (1 - y)


class hidden_derivative_missing(Parts):
    def activation_slope(self, h: Array) -> Any:
        return 1.0


class nothing_returned(VAE):
    def gradient(self, x: Array, eps: Array) -> Any:
        return None


class gradient_sign_flipped(VAE):
    def gradient(self, x: Array, eps: Array) -> dict[str, Array]:
        return {name: -grad for name, grad in super().gradient(x, eps).items()}


class gradient_not_divided(VAE):
    def gradient(self, x: Array, eps: Array) -> dict[str, Array]:
        return {name: grad * len(x) for name, grad in super().gradient(x, eps).items()}


ALL = (
    half_missing_through_z,
    eps_missing_through_z,
    deviation_missing_through_z,
    log_var_not_through_z,
    kl_not_in_gradient,
    reconstruction_not_into_encoder,
    kl_gradient_not_divided,
    kl_gradient_sign_flipped,
    kl_gradient_half_missing,
    kl_gradient_one_missing,
    kl_not_in_gradient_of_mu,
    encoder_hears_of_mu_alone,
    bias_gradients_averaged,
    output_derivative_added,
    hidden_derivative_missing,
    nothing_returned,
    gradient_sign_flipped,
    gradient_not_divided,
)
