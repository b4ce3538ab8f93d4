import numpy as np


class VAE:
    """Variational autoencoder: the encoder gives μ and log σ² of the latent variables, the decoder takes z = μ + σ ε

    params: W_enc (D, H), b_enc (H,); W_mu (H, Z), b_mu (Z,); W_log_var (H, Z), b_log_var (Z,);
    W_dec (Z, H), b_dec (H,); W_out (H, D), b_out (D,)
    """

    def __init__(self, params):
        raise NotImplementedError

    def encode(self, x):
        """x: (N, D) -> mu (N, Z), log_var (N, Z)

        h = tanh(x W_enc + b_enc), mu = h W_mu + b_mu, log_var = h W_log_var + b_log_var
        """
        raise NotImplementedError

    def reparameterize(self, mu, log_var, eps):
        """mu, log_var, eps: (N, Z) -> z = μ + σ ε (N, Z), where log_var is log σ²"""
        raise NotImplementedError

    def decode(self, z):
        """z: (N, Z) -> y (N, D), y = σ(tanh(z W_dec + b_dec) W_out + b_out), σ the sigmoid"""
        raise NotImplementedError

    def loss(self, x, eps):
        """x: (N, D), in [0, 1]   eps: standard normal noise (N, Z) -> one number

        -Σ (x log y + (1 - x) log(1 - y)) over the D units plus -½ Σ (1 + log σ² - μ² - σ²) over the Z latent variables,
        mean over the N rows
        """
        raise NotImplementedError

    def gradient(self, x, eps):
        """returns: gradients of loss(x, eps), a dictionary with the keys of params"""
        raise NotImplementedError
