# mistake: the next layer is fed the pre-activation
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
            x = x @ p[f"W{l}"] + p[f"b{l}"]
        return p
