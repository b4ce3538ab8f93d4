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
