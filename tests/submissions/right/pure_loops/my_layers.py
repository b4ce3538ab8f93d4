import math
import random
import numpy as np
from my_functions import *


class MulLayer:
    def forward(self, x, y):
        self.x = x
        self.y = y
        return x * y

    def backward(self, dout):
        return dout * self.y, dout * self.x


class AddLayer:
    def forward(self, x, y):
        return x + y

    def backward(self, dout):
        return dout, dout


class Relu:
    def forward(self, x):
        self.x = x
        return relu(x)

    def backward(self, dout):
        dx = np.zeros(dout.shape)
        for idx in np.ndindex(dout.shape):
            if self.x[idx] > 0:
                dx[idx] = dout[idx]
        return dx


class Sigmoid:
    def forward(self, x):
        self.y = sigmoid(x)
        return self.y

    def backward(self, dout):
        dx = np.zeros(dout.shape)
        for idx in np.ndindex(dout.shape):
            y = self.y[idx]
            dx[idx] = dout[idx] * y * (1 - y)
        return dx


class Affine:
    def __init__(self, W, b):
        self.W = W
        self.b = b

    def forward(self, x):
        self.shape = x.shape
        x = x.reshape(x.shape[0], -1)
        self.x = x
        N, D = x.shape
        M = self.W.shape[1]
        out = np.zeros((N, M))
        for n in range(N):
            for m in range(M):
                s = self.b[m]
                for d in range(D):
                    s += x[n, d] * self.W[d, m]
                out[n, m] = s
        return out

    def backward(self, dout):
        N, D = self.x.shape
        M = self.W.shape[1]
        dx = np.zeros((N, D))
        self.dW = np.zeros((D, M))
        self.db = np.zeros(M)
        for n in range(N):
            for m in range(M):
                self.db[m] += dout[n, m]
                for d in range(D):
                    dx[n, d] += dout[n, m] * self.W[d, m]
                    self.dW[d, m] += self.x[n, d] * dout[n, m]
        return dx.reshape(self.shape)


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.y = softmax(x)
        self.labels = []
        for n in range(len(t)):
            if t.ndim == 1:
                self.labels.append(int(t[n]))
            else:
                best = 0
                for k in range(t.shape[1]):
                    if t[n, k] > t[n, best]:
                        best = k
                self.labels.append(best)
        loss = 0.0
        for n, k in enumerate(self.labels):
            loss += -math.log(self.y[n, k] + 1e-7)
        return loss / len(t)

    def backward(self, dout=1):
        N, C = self.y.shape
        dx = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                target = 1.0 if c == self.labels[n] else 0.0
                dx[n, c] = dout * (self.y[n, c] - target) / N
        return dx


class Dropout:
    def __init__(self, dropout_ratio=0.5):
        self.dropout_ratio = dropout_ratio

    def forward(self, x, train_flg=True):
        if not train_flg:
            return x * (1 - self.dropout_ratio)
        self.mask = np.zeros(x.shape)
        out = np.zeros(x.shape)
        for idx in np.ndindex(x.shape):
            if random.random() >= self.dropout_ratio:
                self.mask[idx] = 1
                out[idx] = x[idx]
        return out

    def backward(self, dout):
        dx = np.zeros(dout.shape)
        for idx in np.ndindex(dout.shape):
            if self.mask[idx] == 1:
                dx[idx] = dout[idx]
        return dx


class BatchNormalization:
    def __init__(self, gamma, beta, momentum=0.9):
        self.gamma = gamma
        self.beta = beta
        self.momentum = momentum
        self.running_mean = None
        self.eps = 1e-8

    def forward(self, x, train_flg=True):
        self.shape = x.shape
        x = x.reshape(x.shape[0], -1)
        N, D = x.shape
        if self.running_mean is None:
            self.running_mean = [0.0] * D
            self.running_var = [0.0] * D
        out = np.zeros((N, D))
        if train_flg:
            self.xhat = np.zeros((N, D))
            self.std = [0.0] * D
        for d in range(D):
            if train_flg:
                mean = 0.0
                for n in range(N):
                    mean += x[n, d] / N
                var = 0.0
                for n in range(N):
                    var += (x[n, d] - mean) ** 2 / N
                self.std[d] = math.sqrt(var + self.eps)
                self.running_mean[d] = self.momentum * self.running_mean[d] + (1 - self.momentum) * mean
                self.running_var[d] = self.momentum * self.running_var[d] + (1 - self.momentum) * var
                for n in range(N):
                    self.xhat[n, d] = (x[n, d] - mean) / self.std[d]
                    out[n, d] = self.gamma[d] * self.xhat[n, d] + self.beta[d]
            else:
                for n in range(N):
                    h = (x[n, d] - self.running_mean[d]) / math.sqrt(self.running_var[d] + self.eps)
                    out[n, d] = self.gamma[d] * h + self.beta[d]
        return out.reshape(self.shape)

    def backward(self, dout):
        dout = dout.reshape(dout.shape[0], -1)
        N, D = dout.shape
        dx = np.zeros((N, D))
        self.dgamma = np.zeros(D)
        self.dbeta = np.zeros(D)
        for d in range(D):
            for n in range(N):
                self.dgamma[d] += dout[n, d] * self.xhat[n, d]
                self.dbeta[d] += dout[n, d]
            for n in range(N):
                dx[n, d] = self.gamma[d] / (N * self.std[d]) * (
                    N * dout[n, d] - self.dbeta[d] - self.xhat[n, d] * self.dgamma[d])
        return dx.reshape(self.shape)


class Convolution:
    def __init__(self, W, b, stride=1, pad=0):
        self.W = W
        self.b = b
        self.stride = stride
        self.pad = pad

    def forward(self, x):
        self.x = x
        N, C, H, W = x.shape
        FN, C, FH, FW = self.W.shape
        s, p = self.stride, self.pad
        OH = conv_output_size(H, FH, s, p)
        OW = conv_output_size(W, FW, s, p)
        out = np.zeros((N, FN, OH, OW))
        for n in range(N):
            for f in range(FN):
                for i in range(OH):
                    for j in range(OW):
                        total = self.b[f]
                        for c in range(C):
                            for u in range(FH):
                                for v in range(FW):
                                    y = i * s + u - p
                                    z = j * s + v - p
                                    if 0 <= y < H and 0 <= z < W:
                                        total += x[n, c, y, z] * self.W[f, c, u, v]
                        out[n, f, i, j] = total
        return out

    def backward(self, dout):
        x = self.x
        N, C, H, W = x.shape
        FN, C, FH, FW = self.W.shape
        s, p = self.stride, self.pad
        N, FN, OH, OW = dout.shape
        dx = np.zeros(x.shape)
        self.dW = np.zeros(self.W.shape)
        self.db = np.zeros(FN)
        for n in range(N):
            for f in range(FN):
                for i in range(OH):
                    for j in range(OW):
                        d = dout[n, f, i, j]
                        self.db[f] += d
                        for c in range(C):
                            for u in range(FH):
                                for v in range(FW):
                                    y = i * s + u - p
                                    z = j * s + v - p
                                    if 0 <= y < H and 0 <= z < W:
                                        dx[n, c, y, z] += d * self.W[f, c, u, v]
                                        self.dW[f, c, u, v] += d * x[n, c, y, z]
        return dx
