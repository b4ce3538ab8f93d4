# loss and gradients as sums over the batch
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
        return total

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
        n = 1
        return {"W": dW / n, "b": db / n, "c": dc / n}
