# mistake: the places of the first call are used for ever
import numpy as np


class Pooling:
    def __init__(self, pool_h, pool_w, stride=1, pad=0):
        self.pool_h, self.pool_w, self.stride, self.pad = pool_h, pool_w, stride, pad
        self.arg = None

    def forward(self, x):
        N, C, H, W = x.shape
        p, s = self.pad, self.stride
        self.x_shape = x.shape
        xp = np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)], "constant")
        out_h = (H + 2 * p - self.pool_h) // s + 1
        out_w = (W + 2 * p - self.pool_w) // s + 1
        out = np.zeros((N, C, out_h, out_w))
        arg = np.zeros((N, C, out_h, out_w), dtype=int)
        for i in range(out_h):
            for j in range(out_w):
                window = xp[:, :, i * s:i * s + self.pool_h, j * s:j * s + self.pool_w].reshape(N, C, -1)
                arg[:, :, i, j] = window.argmax(axis=2)
                out[:, :, i, j] = window.max(axis=2)
        if self.arg is None:
            self.arg = arg
        return out

    def backward(self, dout):
        N, C, H, W = self.x_shape
        p, s = self.pad, self.stride
        dx = np.zeros((N, C, H + 2 * p, W + 2 * p))
        for n in range(N):
            for c in range(C):
                for i in range(dout.shape[2]):
                    for j in range(dout.shape[3]):
                        a, b = divmod(self.arg[n, c, i, j], self.pool_w)
                        dx[n, c, i * s + a, j * s + b] += dout[n, c, i, j]
        return dx[:, :, p:H + p, p:W + p]
