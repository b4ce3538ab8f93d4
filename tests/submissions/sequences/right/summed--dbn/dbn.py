# CD-1 as a sum over the batch
import numpy as np


def sigmoid(x):
    return 1.0 / (1.0 + np.exp(-x))


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
        return {"W": dW, "a": da, "b": db}
