# coding: utf-8
from np import *
from config import GPU
from functions import softmax, cross_entropy_error


class MatMul:
    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]
        self.x = None

    def forward(self, x):
        W, = self.params
        out = np.dot(x, W)
        self.x = x
        return out

    def backward(self, dout):
        W, = self.params
        dx = np.dot(dout, W.T)
        dW = np.dot(self.x.T, dout)
        self.grads[0][...] = dW
        return dx


class MulLayer:
    def __init__(self):
        self.params, self.grads = [], []
        self.cache = None

    def forward(self, x, y):
        self.cache = (x, y)
        return x * y

    def backward(self, dout):
        x, y = self.cache
        return dout * y, dout * x


class AddLayer:
    def __init__(self):
        self.params, self.grads = [], []

    def forward(self, x, y):
        return x + y

    def backward(self, dout):
        return dout, dout


class Affine:
    def __init__(self, W, b):
        self.params = [W, b]
        self.grads = [np.zeros_like(W), np.zeros_like(b)]
        self.x = None

    def forward(self, x):
        W, b = self.params
        self.shape = x.shape
        self.x = x.reshape(len(x), -1)
        out = np.dot(self.x, W) + b
        return out

    def backward(self, dout):
        W, b = self.params
        dx = np.dot(dout, W.T)
        dW = np.dot(self.x.T, dout)
        db = np.sum(dout, axis=0)

        self.grads[0][...] = dW
        self.grads[1][...] = db
        return dx.reshape(self.shape)


class SoftmaxWithLoss:
    def __init__(self):
        self.params, self.grads = [], []
        self.y = None
        self.t = None

    def forward(self, x, t):
        self.t = t
        self.y = softmax(x)

        if self.t.size == self.y.size:
            self.t = self.t.argmax(axis=1)

        loss = cross_entropy_error(self.y, self.t)
        return loss

    def backward(self, dout=1):
        batch_size = self.t.shape[0]

        dx = self.y.copy()
        dx[np.arange(batch_size), self.t] -= 1
        dx *= dout
        dx = dx / batch_size

        return dx


class Sigmoid:
    def __init__(self):
        self.params, self.grads = [], []
        self.out = None

    def forward(self, x):
        out = 1 / (1 + np.exp(-x))
        self.out = out
        return out

    def backward(self, dout):
        dx = dout * (1.0 - self.out) * self.out
        return dx


class Relu:
    def __init__(self):
        self.params, self.grads = [], []

    def forward(self, x):
        self.x = x
        return x * (x > 0)

    def backward(self, dout):
        return dout * (self.x > 0)


class Dropout:
    '''
    http://arxiv.org/abs/1207.0580
    '''
    def __init__(self, dropout_ratio=0.5):
        self.params, self.grads = [], []
        self.dropout_ratio = dropout_ratio
        self.mask = None

    def forward(self, x, train_flg=True):
        if train_flg:
            flg = np.random.rand(*x.shape) > self.dropout_ratio
            scale = 1 / np.array(1.0 - self.dropout_ratio).astype('f')
            self.mask = flg.astype(np.float32) * scale

            return x * self.mask
        else:
            return x

    def backward(self, dout):
        return dout * self.mask


class BatchNormalization:
    def __init__(self, gamma, beta, momentum=0.9):
        self.params = [gamma, beta]
        self.grads = [np.zeros_like(gamma), np.zeros_like(beta)]
        self.momentum = momentum
        self.running_mean = None
        self.running_var = None

    def forward(self, x, train_flg=True):
        gamma, beta = self.params
        shape = x.shape
        x = x.reshape(shape[0], -1)
        if self.running_mean is None:
            self.running_mean = np.zeros(x.shape[1])
            self.running_var = np.zeros(x.shape[1])
        if train_flg:
            mu = x.mean(axis=0)
            var = x.var(axis=0)
            self.xn = (x - mu) / np.sqrt(var + 1e-7)
            self.var = var
            self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mu
            self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
            xn = self.xn
        else:
            xn = (x - self.running_mean) / np.sqrt(self.running_var + 1e-7)
        return (gamma * xn + beta).reshape(shape)

    def backward(self, dout):
        gamma, beta = self.params
        shape = dout.shape
        dout = dout.reshape(shape[0], -1)
        N = shape[0]
        self.grads[0][...] = (dout * self.xn).sum(axis=0)
        self.grads[1][...] = dout.sum(axis=0)
        dxn = dout * gamma
        dx = (dxn - dxn.mean(axis=0) - self.xn * (dxn * self.xn).mean(axis=0)) / np.sqrt(self.var + 1e-7)
        return dx.reshape(shape)


class Convolution:
    def __init__(self, W, b, stride=1, pad=0):
        self.params = [W, b]
        self.grads = [np.zeros_like(W), np.zeros_like(b)]
        self.stride = stride
        self.pad = pad

    def forward(self, x):
        W, b = self.params
        FN, C, FH, FW = W.shape
        p, s = self.pad, self.stride
        x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        self.x = x
        N, _, H, Wd = x.shape
        OH = (H - FH) // s + 1
        OW = (Wd - FW) // s + 1
        out = np.zeros((N, FN, OH, OW))
        for i in range(OH):
            for j in range(OW):
                win = x[:, :, i * s:i * s + FH, j * s:j * s + FW]
                out[:, :, i, j] = np.tensordot(win, W, axes=([1, 2, 3], [1, 2, 3])) + b
        return out

    def backward(self, dout):
        W, b = self.params
        FN, C, FH, FW = W.shape
        p, s = self.pad, self.stride
        dx = np.zeros_like(self.x)
        dW = np.zeros_like(W)
        for i in range(dout.shape[2]):
            for j in range(dout.shape[3]):
                d = dout[:, :, i, j]
                win = self.x[:, :, i * s:i * s + FH, j * s:j * s + FW]
                dW += np.tensordot(d.T, win, axes=1)
                dx[:, :, i * s:i * s + FH, j * s:j * s + FW] += np.tensordot(d, W, axes=1)
        self.grads[0][...] = dW
        self.grads[1][...] = dout.sum(axis=(0, 2, 3))
        H, Wd = dx.shape[2:]
        return dx[:, :, p:H - p, p:Wd - p]
