# mistake: divided by the height only
import numpy as np


class AveragePooling:
    def __init__(self, pool_h, pool_w, stride=1, pad=0):
        self.pool_h, self.pool_w, self.stride, self.pad = pool_h, pool_w, stride, pad

    def forward(self, x):
        N, C, H, W = x.shape
        p, s = self.pad, self.stride
        self.x_shape = x.shape
        xp = np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)], "constant")
        out_h = (H + 2 * p - self.pool_h) // s + 1
        out_w = (W + 2 * p - self.pool_w) // s + 1
        out = np.zeros((N, C, out_h, out_w))
        for i in range(out_h):
            for j in range(out_w):
                out[:, :, i, j] = xp[:, :, i * s:i * s + self.pool_h, j * s:j * s + self.pool_w].mean(axis=(2, 3))
        return out

    def backward(self, dout):
        N, C, H, W = self.x_shape
        p, s = self.pad, self.stride
        dx = np.zeros((N, C, H + 2 * p, W + 2 * p))
        for i in range(dout.shape[2]):
            for j in range(dout.shape[3]):
                d = dout[:, :, i, j][:, :, None, None] / self.pool_h
                dx[:, :, i * s:i * s + self.pool_h, j * s:j * s + self.pool_w] += d
        return dx[:, :, p:H + p, p:W + p]
