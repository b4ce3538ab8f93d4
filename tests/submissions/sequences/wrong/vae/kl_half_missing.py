# mistake: the half of the KL divergence is missing
import numpy as np


def sigmoid(x):
    return 1.0 / (1.0 + np.exp(-x))


class VAE:
    def __init__(self, params):
        for name, value in params.items():
            setattr(self, name, value)

    def encode(self, x):
        self.h1 = np.tanh(x @ self.W_enc + self.b_enc)
        return self.h1 @ self.W_mu + self.b_mu, self.h1 @ self.W_log_var + self.b_log_var

    def reparameterize(self, mu, log_var, eps):
        std = np.sqrt(np.exp(log_var))
        return mu + std * eps

    def decode(self, z):
        self.h2 = np.tanh(z @ self.W_dec + self.b_dec)
        return sigmoid(self.h2 @ self.W_out + self.b_out)

    def loss(self, x, eps):
        mu, log_var = self.encode(x)
        y = self.decode(self.reparameterize(mu, log_var, eps))
        total = 0
        for n in range(len(x)):
            total -= np.sum(x[n] * np.log(y[n]) + (1 - x[n]) * np.log(1 - y[n]))
            total += np.sum(mu[n] ** 2 + np.exp(log_var[n]) - log_var[n] - 1)
        return total / len(x)

    def gradient(self, x, eps):
        n = len(x)
        mu, log_var = self.encode(x)
        std = np.sqrt(np.exp(log_var))
        z = self.reparameterize(mu, log_var, eps)
        y = self.decode(z)
        d_out = y - x
        d_h2 = d_out @ self.W_out.T * (1 - self.h2**2)
        d_z = d_h2 @ self.W_dec.T
        d_mu = d_z + 2 * mu
        d_lv = 0.5 * d_z * eps * std - (1 - std**2)
        d_h1 = (d_mu @ self.W_mu.T + d_lv @ self.W_log_var.T) * (1 - self.h1**2)
        pairs = {
            "enc": (x, d_h1),
            "mu": (self.h1, d_mu),
            "log_var": (self.h1, d_lv),
            "dec": (z, d_h2),
            "out": (self.h2, d_out),
        }
        grads = {}
        for name, (inp, delta) in pairs.items():
            grads["W_" + name] = inp.T @ delta / n
            grads["b_" + name] = delta.sum(axis=0) / n
        return grads
