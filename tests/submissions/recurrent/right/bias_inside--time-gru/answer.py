import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


class GRU:
    """As PyTorch and Keras have it: r acts on h W + b, and z is the share of the old state."""

    def __init__(self, Wx, Wh, b):
        self.Wx, self.Wh, self.b = Wx, Wh, b

    def forward(self, x, h_prev):
        H = h_prev.shape[1]
        xs = x @ self.Wx
        hs = h_prev @ self.Wh + self.b
        zr = sigmoid(xs[:, : 2 * H] + hs[:, : 2 * H])
        z, r = zr[:, :H], zr[:, H:]
        n = np.tanh(xs[:, 2 * H :] + r * hs[:, 2 * H :])
        self.cache = x, h_prev, z, r, n, hs[:, 2 * H :]
        return z * h_prev + (1 - z) * n

    def backward(self, dh_next):
        x, h_prev, z, r, n, hn = self.cache
        dn = dh_next * (1 - z) * (1 - n**2)
        dz = dh_next * (h_prev - n) * z * (1 - z)
        dr = dn * hn * r * (1 - r)
        dx_part = np.hstack([dz, dr, dn])
        dh_part = np.hstack([dz, dr, dn * r])
        self.grads = [x.T @ dx_part, h_prev.T @ dh_part, dh_part.sum(axis=0)]
        return dx_part @ self.Wx.T, dh_part @ self.Wh.T + dh_next * z


class TimeGRU:
    def __init__(self, Wx, Wh, b, stateful=False):
        self.params = Wx, Wh, b
        self.stateful = stateful
        self.h = None

    def set_state(self, h):
        self.h = h

    def reset_state(self):
        self.h = None

    def forward(self, xs):
        N, T, _ = xs.shape
        H = self.params[1].shape[0]
        if not self.stateful or self.h is None:
            self.h = np.zeros((N, H))
        self.layers, hs = [], np.empty((N, T, H))
        for t in range(T):
            self.layers.append(GRU(*self.params))
            self.h = hs[:, t] = self.layers[t].forward(xs[:, t], self.h)
        return hs

    def backward(self, dhs):
        N, T, _ = dhs.shape
        dxs, dh = np.empty((N, T, self.params[0].shape[0])), 0
        self.grads = [np.zeros_like(p) for p in self.params]
        for t in reversed(range(T)):
            dxs[:, t], dh = self.layers[t].backward(dhs[:, t] + dh)
            for total, grad in zip(self.grads, self.layers[t].grads):
                total += grad
        return dxs
