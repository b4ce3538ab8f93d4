"""Layers as closures: forward puts the matching backward on self."""
import numpy as np
from itertools import product
from .acts import sigmoid, relu
from .sizes import conv_output_size


class MulLayer:
    def forward(self, x, y):
        self._back = lambda d: (d * y, d * x)
        return x * y

    def backward(self, dout):
        return self._back(dout)


class AddLayer:
    forward = staticmethod(lambda x, y: x + y)
    backward = staticmethod(lambda dout: [dout, dout])


class Relu:
    def forward(self, x):
        self._back = lambda d: np.where(x > 0, d, 0)
        return relu(x)

    def backward(self, dout):
        return self._back(dout)


class Sigmoid:
    def forward(self, x):
        s = sigmoid(x)
        self._back = lambda d: d * s * (1 - s)
        return s

    def backward(self, dout):
        return self._back(dout)


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        flat = x.reshape(len(x), -1)

        def back(d):
            self.dW, self.db = flat.T @ d, d.sum(0)
            return (d @ self.W.T).reshape(x.shape)
        self._back = back
        return flat @ self.W + self.b

    def backward(self, dout):
        return self._back(dout)


class Dropout:
    def __init__(self, dropout_ratio=0.5):
        self.r = dropout_ratio

    def forward(self, x, train_flg=True):
        if not train_flg:
            return (1 - self.r) * x
        m = np.random.uniform(size=x.shape) > self.r
        self._back = lambda d: np.where(m, d, 0)
        return np.where(m, x, 0)

    def backward(self, dout):
        return self._back(dout)


class BatchNormalization:
    def __init__(self, gamma, beta, momentum=0.9):
        self.gamma, self.beta, self.momentum = gamma, beta, momentum
        self.stats = (0.0, 1.0)

    def forward(self, x, train_flg=True):
        f = x.reshape(len(x), -1)
        mu, var = (f.mean(0), f.var(0)) if train_flg else self.stats
        if train_flg:
            self.stats = tuple(self.momentum * a + (1 - self.momentum) * b for a, b in zip(self.stats, (mu, var)))
        s = (var + 1e-5) ** -0.5
        hat = (f - mu) * s

        def back(d):
            d = d.reshape(f.shape)
            self.dgamma, self.dbeta = (d * hat).sum(0), d.sum(0)
            dh = d * self.gamma
            center = lambda a: a - a.mean(0)
            return (s * (center(dh) - hat * np.mean(dh * hat, axis=0))).reshape(x.shape)
        self._back = back
        return (self.gamma * hat + self.beta).reshape(x.shape)

    def backward(self, dout):
        return self._back(dout)


class Convolution:
    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def forward(self, x):
        s, p = self.stride, self.pad
        fh, fw = self.W.shape[2:]
        X = np.pad(x, [(0, 0)] * 2 + [(p, p)] * 2)
        oh, ow = (conv_output_size(n, f, s, p) for n, f in zip(x.shape[2:], (fh, fw)))
        sl = lambda u, v: (slice(None), slice(None), slice(u, u + s * oh, s), slice(v, v + s * ow, s))
        pos = list(product(range(fh), range(fw)))

        def back(d):
            dX, self.dW, self.db = np.zeros_like(X), np.zeros_like(self.W), d.sum((0, 2, 3))
            for u, v in pos:
                self.dW[:, :, u, v] = np.tensordot(d, X[sl(u, v)], ((0, 2, 3), (0, 2, 3)))
                dX[sl(u, v)] += np.einsum('nfhw,fc->nchw', d, self.W[:, :, u, v])
            return dX[:, :, p:p + x.shape[2], p:p + x.shape[3]]
        self._back = back
        return sum(np.einsum('nchw,fc->nfhw', X[sl(u, v)], self.W[:, :, u, v]) for u, v in pos) + self.b[:, None, None]

    def backward(self, dout):
        return self._back(dout)
