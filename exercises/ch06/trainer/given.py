"""Networks to train: one that notes what is done with it, and one that learns."""

import numpy as np


class Recorder:
    """Notes the rows of every batch. Its gradients are always the same, so its parameters show the optimizer's steps.

    Args:
        W, b: first parameters W1 and b1.
        dW, db: gradients.
    """

    def __init__(self, W, b, dW, db):
        self.params = {"W1": W.copy(), "b1": b.copy()}
        self.grads = {"W1": dW, "b1": db}
        self.rows, self.targets, self.seen, self.tested = [], [], [], []

    def predict(self, x, *flag, **named):
        return np.zeros((len(x), 2))

    def loss(self, x, t, *flag, **named):
        return float(np.mean(x))

    def accuracy(self, x, t):
        (self.seen if np.max(x) < 1000 else self.tested).append(len(x))
        return float(np.mean(x) / 2000)

    def gradient(self, x, t):
        self.rows.append(np.array(x).reshape(len(x), -1)[:, 0])
        self.targets.append(np.array(t).reshape(len(t), -1)[:, 0])
        return {key: grad.copy() for key, grad in self.grads.items()}


class Linear:
    """Affine and softmax: D numbers in, C classes out."""

    def __init__(self, n_in, n_out):
        self.params = {"W1": np.zeros((n_in, n_out)), "b1": np.zeros(n_out)}

    def predict(self, x, *flag, **named):
        return x @ self.params["W1"] + self.params["b1"]

    def _probabilities(self, x):
        raised = np.exp(self.predict(x) - self.predict(x).max(axis=1, keepdims=True))
        return raised / raised.sum(axis=1, keepdims=True)

    def loss(self, x, t, *flag, **named):
        return float(-np.sum(t * np.log(self._probabilities(x) + 1e-7)) / len(x))

    def accuracy(self, x, t):
        return float(np.mean(self.predict(x).argmax(axis=1) == t.argmax(axis=1)))

    def gradient(self, x, t):
        delta = (self._probabilities(x) - t) / len(x)
        return {"W1": x.T @ delta, "b1": delta.sum(axis=0)}
