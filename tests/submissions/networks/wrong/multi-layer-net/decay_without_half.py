# Mistake: the penalty in the loss has no one half
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


class MultiLayerNet:
    def __init__(self, input_size, hidden_size_list, output_size, activation="relu", weight_init_std="relu",
                 weight_decay_lambda=0):
        self.sizes = [input_size] + list(hidden_size_list) + [output_size]
        self.depth = len(self.sizes) - 1
        self.weight_decay_lambda = weight_decay_lambda
        self.params = {}
        self.affines, self.layers = [], []
        for i in range(1, self.depth + 1):
            n = self.sizes[i - 1]
            scale = weight_init_std
            if str(weight_init_std).lower() in ("relu", "he"):
                scale = np.sqrt(2.0 / n)
            elif str(weight_init_std).lower() in ("sigmoid", "xavier"):
                scale = np.sqrt(1.0 / n)
            self.params["W" + str(i)] = scale * np.random.randn(n, self.sizes[i])
            self.params["b" + str(i)] = np.zeros(self.sizes[i])
            self.affines.append(Affine(self.params["W" + str(i)], self.params["b" + str(i)]))
            self.layers.append(self.affines[-1])
            if i < self.depth:
                self.layers.append(Relu() if activation.lower() == "relu" else Sigmoid())
        self.last = SoftmaxWithLoss()

    def predict(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def loss(self, x, t):
        decay = 0
        for i in range(1, self.depth + 1):
            decay += self.weight_decay_lambda * np.sum(self.params["W" + str(i)] ** 2)
        return self.last.forward(self.predict(x), t) + decay

    def accuracy(self, x, t):
        return np.mean(np.argmax(self.predict(x), axis=1) == np.argmax(t, axis=1))

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.last.backward(1)
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        grads = {}
        for i, layer in enumerate(self.affines, 1):
            grads["W" + str(i)] = layer.dW + self.weight_decay_lambda * layer.W
            grads["b" + str(i)] = layer.db
        return grads
