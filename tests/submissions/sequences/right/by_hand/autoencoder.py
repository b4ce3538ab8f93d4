# written from the formulas, sample by sample
import numpy as np


def sigmoid(x):
    return 1.0 / (1.0 + np.exp(-x))


class DenoisingAutoencoder:
    def __init__(self, W, b, c):
        self.W = W
        self.b = b
        self.c = c

    def corrupt(self, x, mask):
        noisy = x.copy()
        noisy[mask == 0] = 0
        return noisy

    def encode(self, x):
        return sigmoid(x @ self.W + self.b)

    def decode(self, h):
        return sigmoid(h @ self.W.T + self.c)

    def loss(self, x, mask):
        y = self.decode(self.encode(self.corrupt(x, mask)))
        total = 0.0
        for xi, yi in zip(x, y):
            for xd, yd in zip(xi, yi):
                total += -(xd * np.log(yd) + (1 - xd) * np.log(1 - yd))
        return total / len(x)

    def gradient(self, x, mask):
        dW, db, dc = np.zeros_like(self.W), np.zeros_like(self.b), np.zeros_like(self.c)
        for xi, ni in zip(x, self.corrupt(x, mask)):
            h = self.encode(ni)
            y = self.decode(h)
            out = y - xi
            hidden = (self.W.T @ out) * h * (1 - h)
            dW += np.outer(ni, hidden) + np.outer(out, h)
            db += hidden
            dc += out
        n = len(x)
        return {"W": dW / n, "b": db / n, "c": dc / n}


class Classifier:
    def __init__(self, params):
        self.params = {k: v.copy() for k, v in params.items()}
        self.depth = sum(k.startswith("W") for k in params)

    def hidden(self, x):
        out = [x]
        for l in range(1, self.depth):
            out.append(sigmoid(out[-1] @ self.params[f"W{l}"] + self.params[f"b{l}"]))
        return out

    def predict(self, x):
        s = self.hidden(x)[-1] @ self.params[f"W{self.depth}"] + self.params[f"b{self.depth}"]
        rows = []
        for row in s:
            e = np.exp(row - row.max())
            rows.append(e / e.sum())
        return np.array(rows)

    def loss(self, x, t):
        p = self.predict(x)
        return -sum(np.log(p[i][np.argmax(t[i])]) for i in range(len(x))) / len(x)

    def gradient(self, x, t):
        hs = self.hidden(x)
        delta = (self.predict(x) - t) / len(x)
        grads = {}
        for l in range(self.depth, 0, -1):
            grads[f"W{l}"] = hs[l - 1].T @ delta
            grads[f"b{l}"] = delta.sum(axis=0)
            if l > 1:
                delta = (delta @ self.params[f"W{l}"].T) * hs[l - 1] * (1 - hs[l - 1])
        return grads


class StackedDenoisingAutoencoder(Classifier):
    def pretrain(self, x, masks, lr):
        p = self.params
        for l in range(1, self.depth):
            for step in range(masks[l - 1].shape[0]):
                g = DenoisingAutoencoder(p[f"W{l}"], p[f"b{l}"], p[f"c{l}"]).gradient(x, masks[l - 1][step])
                for k in "Wbc":
                    p[f"{k}{l}"] = p[f"{k}{l}"] - lr * g[k]
            x = sigmoid(x @ p[f"W{l}"] + p[f"b{l}"])
        return p


class DBN(Classifier):
    def pretrain(self, x, u_h, u_v, lr):
        p = self.params
        for l in range(1, self.depth):
            for step in range(u_h[l - 1].shape[0]):
                g = RBM(p[f"W{l}"], p[f"a{l}"], p[f"b{l}"]).cd1(x, u_h[l - 1][step], u_v[l - 1][step])
                for k in "Wab":
                    p[f"{k}{l}"] = p[f"{k}{l}"] + lr * g[k]
            x = sigmoid(x @ p[f"W{l}"] + p[f"b{l}"])
        return p


class RBM:
    def __init__(self, weights, visible_bias, hidden_bias):
        self.weights, self.visible_bias, self.hidden_bias = weights, visible_bias, hidden_bias

    def free_energy(self, v):
        result = []
        for row in v:
            f = -sum(self.visible_bias[i] * row[i] for i in range(len(row)))
            for j in range(len(self.hidden_bias)):
                s = row @ self.weights[:, j] + self.hidden_bias[j]
                f -= np.log1p(np.exp(-abs(s))) + max(s, 0)
            result.append(f)
        return np.array(result)

    def prob_h(self, v):
        return sigmoid(v @ self.weights + self.hidden_bias)

    def prob_v(self, h):
        return sigmoid(h @ self.weights.T + self.visible_bias)

    def cd1(self, v, u_h, u_v):
        dW = np.zeros_like(self.weights)
        da = np.zeros_like(self.visible_bias)
        db = np.zeros_like(self.hidden_bias)
        for n in range(len(v)):
            ph = self.prob_h(v[n])
            h = np.array([1.0 if u < p else 0.0 for u, p in zip(u_h[n], ph)])
            pv = self.prob_v(h)
            v1 = np.array([1.0 if u < p else 0.0 for u, p in zip(u_v[n], pv)])
            ph1 = self.prob_h(v1)
            dW += np.outer(v[n], ph) - np.outer(v1, ph1)
            da += v[n] - v1
            db += ph - ph1
        return {"W": dW / len(v), "a": da / len(v), "b": db / len(v)}


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
            total += 0.5 * np.sum(mu[n] ** 2 + np.exp(log_var[n]) - log_var[n] - 1)
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
        d_mu = d_z + mu
        d_lv = 0.5 * d_z * eps * std - 0.5 * (1 - std**2)
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
