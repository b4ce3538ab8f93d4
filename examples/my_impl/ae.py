# 自己符号化器と事前学習。論文の式をそのまま書いてみた
import numpy as np
from common.functions import sigmoid


class DenoisingAutoencoder:
    def __init__(self, W, b, c):
        self.params = {"W": W, "b": b, "c": c}

    def corrupt(self, x, mask):
        return x * mask

    def encode(self, x):
        return sigmoid(np.dot(x, self.params["W"]) + self.params["b"])

    def decode(self, h):
        return sigmoid(np.dot(h, self.params["W"].T) + self.params["c"])

    def loss(self, x, mask):
        y = self.decode(self.encode(self.corrupt(x, mask)))
        delta = 1e-7
        return -np.sum(x * np.log(y + delta) + (1 - x) * np.log(1 - y + delta)) / x.shape[0]

    def gradient(self, x, mask):
        x_noise = self.corrupt(x, mask)
        h = self.encode(x_noise)
        y = self.decode(h)

        dout = (y - x) / x.shape[0]
        dh = np.dot(dout, self.params["W"])
        da = dh * h * (1 - h)

        grads = {}
        grads["W"] = np.dot(x_noise.T, da) + np.dot(h.T, dout).T  # 符号化の分 + 復号の分
        grads["b"] = np.sum(da, axis=0)
        grads["c"] = np.sum(dout, axis=0)
        return grads


class _DeepNet:
    """事前学習した層の上にソフトマックスを載せたもの"""

    def __init__(self, params):
        self.params = {}
        for key, val in params.items():
            self.params[key] = val.copy()
        self.layer_num = len([key for key in params if key.startswith("W")])

    def up(self, x, idx):
        return sigmoid(np.dot(x, self.params["W" + str(idx)]) + self.params["b" + str(idx)])

    def predict(self, x):
        for idx in range(1, self.layer_num):
            x = self.up(x, idx)
        n = str(self.layer_num)
        a = np.dot(x, self.params["W" + n]) + self.params["b" + n]
        a = np.exp(a - np.max(a, axis=1, keepdims=True))
        return a / np.sum(a, axis=1, keepdims=True)

    def loss(self, x, t):
        y = self.predict(x)
        return -np.sum(t * np.log(y + 1e-7)) / x.shape[0]

    def gradient(self, x, t):
        zs = [x]
        for idx in range(1, self.layer_num):
            zs.append(self.up(zs[-1], idx))
        grads = {}
        d = (self.predict(x) - t) / x.shape[0]
        for idx in reversed(range(1, self.layer_num + 1)):
            z = zs[idx - 1]
            grads["W" + str(idx)] = np.dot(z.T, d)
            grads["b" + str(idx)] = np.sum(d, axis=0)
            d = np.dot(d, self.params["W" + str(idx)].T) * z * (1 - z)
        return grads


class StackedDenoisingAutoencoder(_DeepNet):
    def pretrain(self, x, masks, lr):
        for idx in range(1, self.layer_num):
            i = str(idx)
            ae = DenoisingAutoencoder(self.params["W" + i], self.params["b" + i], self.params["c" + i])
            for mask in masks[idx - 1]:
                grads = ae.gradient(x, mask)
                for key in ("W", "b", "c"):
                    ae.params[key] -= lr * grads[key]
            x = self.up(x, idx)
        return self.params


class RBM:
    def __init__(self, W, a, b):
        self.W, self.a, self.b = W, a, b

    def free_energy(self, v):
        return -np.dot(v, self.a) - np.sum(np.log(1 + np.exp(np.dot(v, self.W) + self.b)), axis=1)

    def prob_h(self, v):
        return sigmoid(np.dot(v, self.W) + self.b)

    def prob_v(self, h):
        return sigmoid(np.dot(h, self.W.T) + self.a)

    def cd1(self, v, u_h, u_v):
        ph = self.prob_h(v)
        h = (u_h < ph).astype(int)
        v1 = (u_v < self.prob_v(h)).astype(int)
        ph1 = self.prob_h(v1)
        dW = (np.dot(v.T, ph) - np.dot(v1.T, ph1)) / len(v)
        return {"W": dW, "a": np.mean(v - v1, axis=0), "b": np.mean(ph - ph1, axis=0)}


class DBN(_DeepNet):
    def pretrain(self, x, u_h, u_v, lr):
        for idx in range(1, self.layer_num):
            W, a, b = (self.params[name + str(idx)] for name in ("W", "a", "b"))
            for s in range(len(u_h[idx - 1])):
                d = RBM(W, a, b).cd1(x, u_h[idx - 1][s], u_v[idx - 1][s])
                W += lr * d["W"]
                a += lr * d["a"]
                b += lr * d["b"]
            x = self.up(x, idx)
        return self.params


class VAE:
    def __init__(self, params):
        self.params = params

    def encode(self, x):
        p = self.params
        self.h = np.tanh(np.dot(x, p["W_enc"]) + p["b_enc"])
        return np.dot(self.h, p["W_mu"]) + p["b_mu"], np.dot(self.h, p["W_log_var"]) + p["b_log_var"]

    def reparameterize(self, mu, log_var, eps):
        return mu + np.exp(log_var / 2) * eps

    def decode(self, z):
        p = self.params
        self.g = np.tanh(np.dot(z, p["W_dec"]) + p["b_dec"])
        return sigmoid(np.dot(self.g, p["W_out"]) + p["b_out"])

    def loss(self, x, eps):
        mu, log_var = self.encode(x)
        y = self.decode(self.reparameterize(mu, log_var, eps))
        rec = -np.sum(x * np.log(y + 1e-7) + (1 - x) * np.log(1 - y + 1e-7))
        kl = -0.5 * np.sum(1 + log_var - mu**2 - np.exp(log_var))
        return (rec + kl) / x.shape[0]

    def gradient(self, x, eps):
        p = self.params
        N = x.shape[0]
        mu, log_var = self.encode(x)
        sigma = np.exp(log_var / 2)
        z = self.reparameterize(mu, log_var, eps)
        y = self.decode(z)

        grads = {}
        da = (y - x) / N
        grads["W_out"], grads["b_out"] = np.dot(self.g.T, da), np.sum(da, axis=0)
        dg = np.dot(da, p["W_out"].T) * (1 - self.g**2)
        grads["W_dec"], grads["b_dec"] = np.dot(z.T, dg), np.sum(dg, axis=0)
        dz = np.dot(dg, p["W_dec"].T)
        dmu = dz + mu / N
        dlog_var = dz * eps * sigma / 2 + (sigma**2 - 1) / (2 * N)
        grads["W_mu"], grads["b_mu"] = np.dot(self.h.T, dmu), np.sum(dmu, axis=0)
        grads["W_log_var"], grads["b_log_var"] = np.dot(self.h.T, dlog_var), np.sum(dlog_var, axis=0)
        dh = (np.dot(dmu, p["W_mu"].T) + np.dot(dlog_var, p["W_log_var"].T)) * (1 - self.h**2)
        grads["W_enc"], grads["b_enc"] = np.dot(x.T, dh), np.sum(dh, axis=0)
        return grads
