# mistake: the filter's height is used for its width
import numpy as np


class Convolution:
    def __init__(self, W, b, stride=1, pad=0):
        self.W = W
        self.b = b
        self.stride = stride
        self.pad = pad
        self.dW = None
        self.db = None

    def forward(self, x):
        FN, C, FH, FW = self.W.shape
        s, p = self.stride, self.pad
        self.xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        N, C, H, W = self.xp.shape
        OH = (H - FH) // s + 1
        OW = (W - FH) // s + 1
        out = np.zeros((N, FN, OH, OW))
        for i in range(OH):
            for j in range(OW):
                window = self.xp[:, :, i * s:i * s + FH, j * s:j * s + FH]
                out[:, :, i, j] = np.tensordot(window, self.W, axes=((1, 2, 3), (1, 2, 3))) + self.b
        return out

    def backward(self, dout):
        FN, C, FH, FW = self.W.shape
        s, p = self.stride, self.pad
        N, FN, OH, OW = dout.shape
        dx = np.zeros_like(self.xp)
        self.dW = np.zeros_like(self.W)
        self.db = np.sum(dout, axis=(0, 2, 3))
        for i in range(OH):
            for j in range(OW):
                d = dout[:, :, i, j]
                window = self.xp[:, :, i * s:i * s + FH, j * s:j * s + FW]
                self.dW += np.tensordot(d, window, axes=(0, 0))
                dx[:, :, i * s:i * s + FH, j * s:j * s + FW] += np.tensordot(d, self.W, axes=(1, 0))
        H, W = dx.shape[2:]
        return dx[:, :, p:H - p, p:W - p]
