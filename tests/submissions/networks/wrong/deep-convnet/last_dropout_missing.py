# Mistake: the dropout after the last affine layer is left out
import numpy as np


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def cross_entropy_error(y, t):
    return -np.sum(t * np.log(y + 1e-7)) / y.shape[0]


class Relu:
    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dout = dout.copy()
        dout[self.mask] = 0
        return dout


class Sigmoid:
    def forward(self, x):
        self.out = 1 / (1 + np.exp(-x))
        return self.out

    def backward(self, dout):
        return dout * self.out * (1 - self.out)


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.shape = x.shape
        self.x = x.reshape(x.shape[0], -1)
        return np.dot(self.x, self.W) + self.b

    def backward(self, dout):
        self.dW = np.dot(self.x.T, dout)
        self.db = np.sum(dout, axis=0)
        return np.dot(dout, self.W.T).reshape(self.shape)


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.y, self.t = softmax(x), t
        return cross_entropy_error(self.y, t)

    def backward(self, dout=1):
        return (self.y - self.t) / self.t.shape[0]


def im2col(x, f, stride, pad):
    n, c, h, w = x.shape
    oh, ow = (h + 2 * pad - f) // stride + 1, (w + 2 * pad - f) // stride + 1
    img = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    col = np.zeros((n, c, f, f, oh, ow))
    for i in range(f):
        for j in range(f):
            col[:, :, i, j] = img[:, :, i : i + stride * oh : stride, j : j + stride * ow : stride]
    return col.transpose(0, 4, 5, 1, 2, 3).reshape(n * oh * ow, -1)


def col2im(col, shape, f, stride, pad):
    n, c, h, w = shape
    oh, ow = (h + 2 * pad - f) // stride + 1, (w + 2 * pad - f) // stride + 1
    col = col.reshape(n, oh, ow, c, f, f).transpose(0, 3, 4, 5, 1, 2)
    img = np.zeros((n, c, h + 2 * pad + stride - 1, w + 2 * pad + stride - 1))
    for i in range(f):
        for j in range(f):
            img[:, :, i : i + stride * oh : stride, j : j + stride * ow : stride] += col[:, :, i, j]
    return img[:, :, pad : h + pad, pad : w + pad]


class Convolution:
    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def forward(self, x):
        fn, c, f, _ = self.W.shape
        n, _, h, w = x.shape
        oh, ow = (h + 2 * self.pad - f) // self.stride + 1, (w + 2 * self.pad - f) // self.stride + 1
        self.x, self.col = x, im2col(x, f, self.stride, self.pad)
        out = np.dot(self.col, self.W.reshape(fn, -1).T) + self.b
        return out.reshape(n, oh, ow, fn).transpose(0, 3, 1, 2)

    def backward(self, dout):
        fn, c, f, _ = self.W.shape
        dout = dout.transpose(0, 2, 3, 1).reshape(-1, fn)
        self.db = np.sum(dout, axis=0)
        self.dW = np.dot(self.col.T, dout).T.reshape(self.W.shape)
        return col2im(np.dot(dout, self.W.reshape(fn, -1)), self.x.shape, f, self.stride, self.pad)


class Pooling:
    def forward(self, x):
        n, c, h, w = x.shape
        self.shape = x.shape
        col = im2col(x, 2, 2, 0).reshape(-1, 4)
        self.arg = np.argmax(col, axis=1)
        return np.max(col, axis=1).reshape(n, h // 2, w // 2, c).transpose(0, 3, 1, 2)

    def backward(self, dout):
        dout = dout.transpose(0, 2, 3, 1)
        dmax = np.zeros((dout.size, 4))
        dmax[np.arange(dout.size), self.arg] = dout.flatten()
        return col2im(dmax.reshape(np.prod(dout.shape[:3]), -1), self.shape, 2, 2, 0)


class Dropout:
    def __init__(self, ratio=0.5):
        self.ratio = ratio

    def forward(self, x, train_flg):
        if train_flg:
            self.mask = np.random.rand(*x.shape) > self.ratio
            return x * self.mask
        return x * (1 - self.ratio)

    def backward(self, dout):
        return dout * self.mask


class DeepConvNet:
    def __init__(self, input_dim=(1, 28, 28), hidden_size=50, output_size=10):
        self.params = {}
        self.layers, self.learning = [], []
        c = input_dim[0]
        for i, (fn, pad) in enumerate([(16, 1), (16, 1), (32, 1), (32, 2), (64, 1), (64, 1)], 1):
            W = self.params["W%d" % i] = np.sqrt(2 / (c * 9)) * np.random.randn(fn, c, 3, 3)
            b = self.params["b%d" % i] = np.zeros(fn)
            conv = Convolution(W, b, 1, pad)
            self.learning.append(conv)
            self.layers += [conv, Relu()]
            if i % 2 == 0:
                self.layers.append(Pooling())
            c = fn
        for i, (n, m) in enumerate([(64 * 4 * 4, hidden_size), (hidden_size, output_size)], 7):
            W = self.params["W%d" % i] = np.sqrt(2 / n) * np.random.randn(n, m)
            b = self.params["b%d" % i] = np.zeros(m)
            self.learning.append(Affine(W, b))
        self.layers += [self.learning[6], Relu(), Dropout(0.5), self.learning[7]]
        self.last = SoftmaxWithLoss()

    def predict(self, x, train_flg=False):
        for layer in self.layers:
            if isinstance(layer, Dropout):
                x = layer.forward(x, train_flg)
            else:
                x = layer.forward(x)
        return x

    def loss(self, x, t):
        return self.last.forward(self.predict(x, train_flg=True), t)

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.last.backward(1)
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        grads = {}
        for i, layer in enumerate(self.learning, 1):
            grads["W%d" % i], grads["b%d" % i] = layer.dW, layer.db
        return grads
