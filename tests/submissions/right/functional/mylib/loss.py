import numpy as np
from .consts import EPS
from .acts import softmax

sum_squared_error = lambda y, t: 0.5 * sum(map(lambda d: d ** 2, np.ravel(y - t)))


def _one(y, t):
    return -np.log(y[t] + EPS) if np.ndim(t) == 0 else -np.sum(t * np.log(y + EPS))


def cross_entropy_error(y, t):
    return _one(y, t) if y.ndim == 1 else np.mean([_one(a, b) for a, b in zip(y, t)])


l1_penalty = lambda W, lam: lam * np.abs(W).sum()
l1_gradient = lambda W, lam: np.where(W > 0, lam, np.where(W < 0, -lam, 0.0))
l2_penalty = lambda W, lam: 0.5 * lam * np.vdot(W, W)
l2_gradient = lambda W, lam: lam * W


class SoftmaxWithLoss:
    def forward(self, x, t):
        y = softmax(x)
        onehot = t if t.ndim == x.ndim else (np.arange(x.shape[1]) == t[:, None]).astype(float)
        self.backward = lambda dout=1: dout * (y - onehot) / len(x)
        return cross_entropy_error(y, t)
