import numpy as np
from dnn_utils import sigmoid, softmax, cross_entropy_loss


class Multiply:
    def forward(self, A, B):
        self.cache = (A, B)
        return np.multiply(A, B)

    def backward(self, dZ):
        A, B = self.cache
        dA = dZ * B
        dB = dZ * A
        return dA, dB


class Add:
    def forward(self, A, B):
        return A + B

    def backward(self, dZ):
        return dZ, dZ


class Relu:
    def forward(self, Z):
        self.cache = Z
        return np.maximum(0, Z)

    def backward(self, dA):
        Z = self.cache
        dZ = np.array(dA, copy=True)
        dZ[Z <= 0] = 0
        assert dZ.shape == Z.shape
        return dZ


class Sigmoid:
    def forward(self, Z):
        A = sigmoid(Z)
        self.cache = Z
        return A

    def backward(self, dA):
        Z = self.cache
        s = 1 / (1 + np.exp(-Z))
        dZ = dA * s * (1 - s)
        return dZ


class Dense:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, A_prev):
        A = A_prev.reshape(A_prev.shape[0], -1)
        self.cache = (A, A_prev.shape)
        Z = np.dot(A, self.W) + self.b
        return Z

    def backward(self, dZ):
        A, shape = self.cache
        self.dW = np.dot(A.T, dZ)
        self.db = np.sum(dZ, axis=0)
        dA_prev = np.dot(dZ, self.W.T).reshape(shape)
        return dA_prev


class SoftmaxWithCrossEntropy:
    def forward(self, Z, Y):
        m = Z.shape[0]
        if Y.ndim == 1:
            Y = np.eye(Z.shape[1])[Y]
        A = softmax(Z)
        self.cache = (A, Y, m)
        return cross_entropy_loss(Y, A)

    def backward(self):
        A, Y, m = self.cache
        return 1. / m * (A - Y)


class DropoutLayer:
    def __init__(self, keep_prob=0.5):
        self.keep_prob = keep_prob

    def forward(self, A, training=True):
        if training:
            D = np.random.rand(*A.shape)
            D = (D < self.keep_prob).astype(int)
            self.cache = D
            A = np.multiply(A, D)
            A = A / self.keep_prob
        return A

    def backward(self, dA):
        D = self.cache
        dA = np.multiply(dA, D)
        dA = dA / self.keep_prob
        return dA


class BatchNorm:
    def __init__(self, gamma, beta, momentum=0.9, epsilon=1e-8):
        self.gamma, self.beta = gamma, beta
        self.momentum = momentum
        self.epsilon = epsilon
        self.mean = None
        self.variance = None

    def forward(self, Z, training=True):
        shape = Z.shape
        Z = Z.reshape(shape[0], -1)
        if self.mean is None:
            self.mean = np.zeros(Z.shape[1])
            self.variance = np.ones(Z.shape[1])
        if training:
            mu = np.mean(Z, axis=0, keepdims=True)
            sigma2 = np.var(Z, axis=0, keepdims=True)
            self.mean = self.momentum * self.mean + (1 - self.momentum) * mu
            self.variance = self.momentum * self.variance + (1 - self.momentum) * sigma2
            Z_norm = (Z - mu) / np.sqrt(sigma2 + self.epsilon)
            self.cache = (Z, Z_norm, mu, sigma2)
        else:
            Z_norm = (Z - self.mean) / np.sqrt(self.variance + self.epsilon)
        return (self.gamma * Z_norm + self.beta).reshape(shape)

    def backward(self, dA):
        shape = dA.shape
        dA = dA.reshape(shape[0], -1)
        Z, Z_norm, mu, sigma2 = self.cache
        m = Z.shape[0]
        self.d_gamma = np.sum(dA * Z_norm, axis=0)
        self.d_beta = np.sum(dA, axis=0)
        dZ_norm = dA * self.gamma
        dsigma2 = np.sum(dZ_norm * (Z - mu) * -0.5 * (sigma2 + self.epsilon) ** -1.5, axis=0)
        dmu = np.sum(-dZ_norm / np.sqrt(sigma2 + self.epsilon), axis=0) + dsigma2 * np.mean(-2 * (Z - mu), axis=0)
        dZ = dZ_norm / np.sqrt(sigma2 + self.epsilon) + dsigma2 * 2 * (Z - mu) / m + dmu / m
        return dZ.reshape(shape)


def zero_pad(X, pad):
    return np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode='constant', constant_values=0)


def conv_single_step(a_slice_prev, W, b):
    return np.sum(a_slice_prev * W) + float(b)


class ConvLayer:
    def __init__(self, W, b, stride=1, pad=0):
        self.W = W
        self.b = b
        self.hparameters = {'stride': stride, 'pad': pad}

    def forward(self, A_prev):
        m, n_C_prev, n_H_prev, n_W_prev = A_prev.shape
        n_C, n_C_prev, f_h, f_w = self.W.shape
        stride = self.hparameters['stride']
        pad = self.hparameters['pad']
        n_H = int((n_H_prev - f_h + 2 * pad) / stride) + 1
        n_W = int((n_W_prev - f_w + 2 * pad) / stride) + 1
        Z = np.zeros((m, n_C, n_H, n_W))
        A_prev_pad = zero_pad(A_prev, pad)
        for i in range(m):
            for h in range(n_H):
                for w in range(n_W):
                    for c in range(n_C):
                        vert_start = h * stride
                        vert_end = vert_start + f_h
                        horiz_start = w * stride
                        horiz_end = horiz_start + f_w
                        a_slice = A_prev_pad[i, :, vert_start:vert_end, horiz_start:horiz_end]
                        Z[i, c, h, w] = conv_single_step(a_slice, self.W[c], self.b[c])
        self.cache = (A_prev, A_prev_pad)
        return Z

    def backward(self, dZ):
        A_prev, A_prev_pad = self.cache
        stride = self.hparameters['stride']
        pad = self.hparameters['pad']
        n_C, _, f_h, f_w = self.W.shape
        m, n_C, n_H, n_W = dZ.shape
        dA_prev_pad = np.zeros(A_prev_pad.shape)
        dW = np.zeros(self.W.shape)
        db = np.zeros(self.b.shape)
        for i in range(m):
            for h in range(n_H):
                for w in range(n_W):
                    for c in range(n_C):
                        vs, hs = h * stride, w * stride
                        a_slice = A_prev_pad[i, :, vs:vs + f_h, hs:hs + f_w]
                        dA_prev_pad[i, :, vs:vs + f_h, hs:hs + f_w] += self.W[c] * dZ[i, c, h, w]
                        dW[c] += a_slice * dZ[i, c, h, w]
                        db[c] += dZ[i, c, h, w]
        self.dW, self.db = dW, db
        if pad > 0:
            return dA_prev_pad[:, :, pad:-pad, pad:-pad]
        return dA_prev_pad
