# the biases of the hidden units come before those of the visible ones
import numpy as np


def sigmoid(x):
    return 1.0 / (1.0 + np.exp(-x))


class RBM:
    def __init__(self, weights, hidden_bias, visible_bias):
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
