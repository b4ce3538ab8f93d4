import math
import numpy as np


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in params:
            for idx in np.ndindex(params[key].shape):
                params[key][idx] = params[key][idx] - self.lr * grads[key][idx]


class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr = lr
        self.momentum = momentum
        self.v = {}

    def update(self, params, grads):
        for key in params:
            if key not in self.v:
                self.v[key] = np.zeros(params[key].shape)
            for idx in np.ndindex(params[key].shape):
                self.v[key][idx] = self.momentum * self.v[key][idx] - self.lr * grads[key][idx]
                params[key][idx] += self.v[key][idx]


class AdaGrad:
    def __init__(self, lr=0.01):
        self.lr = lr
        self.h = {}

    def update(self, params, grads):
        for key in params:
            if key not in self.h:
                self.h[key] = np.zeros(params[key].shape)
            for idx in np.ndindex(params[key].shape):
                g = grads[key][idx]
                self.h[key][idx] += g * g
                params[key][idx] -= self.lr * g / (math.sqrt(self.h[key][idx]) + 1e-7)


class RMSprop:
    def __init__(self, lr=0.01, decay_rate=0.9):
        self.lr = lr
        self.decay_rate = decay_rate
        self.h = {}

    def update(self, params, grads):
        for key in params:
            if key not in self.h:
                self.h[key] = np.zeros(params[key].shape)
            for idx in np.ndindex(params[key].shape):
                g = grads[key][idx]
                self.h[key][idx] = self.decay_rate * self.h[key][idx] + (1 - self.decay_rate) * g * g
                params[key][idx] -= self.lr * g / math.sqrt(self.h[key][idx] + 1e-8)


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.t = 0
        self.m = {}
        self.v = {}

    def update(self, params, grads):
        self.t += 1
        for key in params:
            if key not in self.m:
                self.m[key] = np.zeros(params[key].shape)
                self.v[key] = np.zeros(params[key].shape)
            for idx in np.ndindex(params[key].shape):
                g = grads[key][idx]
                self.m[key][idx] = self.beta1 * self.m[key][idx] + (1 - self.beta1) * g
                self.v[key][idx] = self.beta2 * self.v[key][idx] + (1 - self.beta2) * g ** 2
                m_hat = self.m[key][idx] / (1 - self.beta1 ** self.t)
                v_hat = self.v[key][idx] / (1 - self.beta2 ** self.t)
                params[key][idx] -= self.lr * m_hat / (math.sqrt(v_hat) + 1e-8)
