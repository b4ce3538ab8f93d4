import math
import random

import numpy as np


def new_weights(rows, columns, std):
    w = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            w[i][j] = random.gauss(0, 1) * std
    return w


def softmax_rows(scores):
    out = np.zeros(scores.shape)
    for n in range(scores.shape[0]):
        m = max(scores[n])
        e = np.exp(scores[n] - m)
        out[n] = e / sum(e)
    return out


def mean_cross_entropy(y, t):
    total = 0.0
    for n in range(len(y)):
        total += -math.log(y[n][int(np.argmax(t[n]))] + 1e-7)
    return total / len(y)


def share_right(scores, t):
    right = 0
    for s, target in zip(scores, t):
        if np.argmax(s) == np.argmax(target):
            right += 1
    return right / len(scores)


class TwoLayerNet(object):
    """ReLU in the hidden layer, predict gives the probabilities."""

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        self.params = {
            "W1": new_weights(input_size, hidden_size, weight_init_std),
            "b1": np.zeros(hidden_size),
            "W2": new_weights(hidden_size, output_size, weight_init_std),
            "b2": np.zeros(output_size),
        }

    def _hidden(self, x):
        a = np.dot(x, self.params["W1"]) + self.params["b1"]
        a[a < 0] = 0
        return a

    def predict(self, x):
        return softmax_rows(np.dot(self._hidden(x), self.params["W2"]) + self.params["b2"])

    def loss(self, x, t):
        return mean_cross_entropy(self.predict(x), t)

    def accuracy(self, x, t):
        return share_right(self.predict(x), t)

    def gradient(self, x, t):
        n = len(x)
        hidden = self._hidden(x)
        delta2 = (self.predict(x) - t) / n
        grads = {"W1": 0, "b1": 0, "W2": 0, "b2": 0}
        for i in range(n):
            grads["W2"] = grads["W2"] + np.outer(hidden[i], delta2[i])
            grads["b2"] = grads["b2"] + delta2[i]
            delta1 = np.dot(self.params["W2"], delta2[i])
            for k in range(len(delta1)):
                if hidden[i][k] <= 0:
                    delta1[k] = 0
            grads["W1"] = grads["W1"] + np.outer(x[i], delta1)
            grads["b1"] = grads["b1"] + delta1
        return grads

    def numerical_gradient(self, x, t):
        grads = {}
        for key in ["W1", "b1", "W2", "b2"]:
            param = self.params[key]
            grad = np.zeros(param.shape)
            if param.ndim == 1:
                for i in range(param.shape[0]):
                    grad[i] = self._slope(param, i, x, t)
            else:
                for i in range(param.shape[0]):
                    for j in range(param.shape[1]):
                        grad[i, j] = self._slope(param, (i, j), x, t)
            grads[key] = grad
        return grads

    def _slope(self, param, where, x, t):
        h = 0.0001
        old = param[where]
        param[where] = old + h
        a = self.loss(x, t)
        param[where] = old - h
        b = self.loss(x, t)
        param[where] = old
        return (a - b) / (2 * h)


class MultiLayerNet:
    """Layers are numbered from 1; nothing is kept between forward and backward."""

    def __init__(self, input_size, hidden_size_list, output_size, activation="relu", weight_init_std="relu",
                 weight_decay_lambda=0):
        self.activation = activation
        self.weight_decay_lambda = weight_decay_lambda
        sizes = [input_size] + list(hidden_size_list) + [output_size]
        self.depth = len(sizes) - 1
        self.params = {}
        for i in range(self.depth):
            if weight_init_std in ("relu", "he"):
                std = math.sqrt(2 / sizes[i])
            elif weight_init_std in ("sigmoid", "xavier"):
                std = math.sqrt(1 / sizes[i])
            else:
                std = weight_init_std
            self.params["W%d" % (i + 1)] = new_weights(sizes[i], sizes[i + 1], std)
            self.params["b%d" % (i + 1)] = np.zeros(sizes[i + 1])

    def _act(self, a):
        if self.activation == "relu":
            return np.where(a > 0, a, 0)
        return 1 / (1 + np.exp(-a))

    def _act_slope(self, z):
        if self.activation == "relu":
            return np.where(z > 0, 1, 0)
        return z * (1 - z)

    def _all(self, x):
        outputs = [x]
        for i in range(1, self.depth + 1):
            a = np.matmul(outputs[-1], self.params["W%d" % i]) + self.params["b%d" % i]
            outputs.append(a if i == self.depth else self._act(a))
        return outputs

    def predict(self, x):
        return self._all(x)[-1]

    def loss(self, x, t):
        penalty = 0
        for i in range(1, self.depth + 1):
            penalty += np.sum(np.square(self.params["W%d" % i]))
        return mean_cross_entropy(softmax_rows(self.predict(x)), t) + self.weight_decay_lambda * penalty / 2

    def accuracy(self, x, t):
        return share_right(self.predict(x), t)

    def gradient(self, x, t):
        outputs = self._all(x)
        delta = (softmax_rows(outputs[-1]) - t) / len(x)
        grads = {}
        i = self.depth
        while i > 0:
            W = self.params["W%d" % i]
            grads["W%d" % i] = np.matmul(outputs[i - 1].T, delta) + self.weight_decay_lambda * W
            grads["b%d" % i] = delta.sum(axis=0)
            if i > 1:
                delta = np.matmul(delta, W.T) * self._act_slope(outputs[i - 1])
            i -= 1
        return grads


class Norm:
    def __init__(self, n):
        self.mean = np.zeros(n)
        self.var = np.zeros(n)

    def forward(self, x, gamma, beta, train):
        mean, var = self.mean, self.var
        if train:
            mean = sum(x) / len(x)
            var = sum((row - mean) ** 2 for row in x) / len(x)
            self.mean = 0.9 * self.mean + 0.1 * mean
            self.var = 0.9 * self.var + 0.1 * var
        self.root = np.sqrt(var + 1e-6)
        self.hat = (x - mean) / self.root
        return gamma * self.hat + beta

    def backward(self, dout, gamma):
        n = len(dout)
        dgamma = sum(dout[i] * self.hat[i] for i in range(n))
        dbeta = sum(dout[i] for i in range(n))
        dx = np.zeros(dout.shape)
        for i in range(n):
            dx[i] = gamma / self.root * (dout[i] - dbeta / n - self.hat[i] * dgamma / n)
        return dx, dgamma, dbeta


class MultiLayerNetExtend:
    def __init__(self, input_size, hidden_size_list, output_size, activation='relu', weight_init_std='relu',
                 weight_decay_lambda=0, use_dropout=False, dropout_ration=0.5, use_batchnorm=False):
        plain = MultiLayerNet(input_size, hidden_size_list, output_size, activation, weight_init_std)
        self.plain = plain
        self.params = plain.params
        self.depth = plain.depth
        self.weight_decay_lambda = weight_decay_lambda
        self.use_dropout = use_dropout
        self.dropout_ration = dropout_ration
        self.use_batchnorm = use_batchnorm
        self.norms = {}
        if use_batchnorm:
            for i, n in enumerate(hidden_size_list, 1):
                self.params["gamma%d" % i] = np.ones(n)
                self.params["beta%d" % i] = np.zeros(n)
                self.norms[i] = Norm(n)

    def predict(self, x, train_flg=False):
        self.inputs, self.zs, self.masks = {}, {}, {}
        for i in range(1, self.depth):
            self.inputs[i] = x
            x = np.matmul(x, self.params["W%d" % i]) + self.params["b%d" % i]
            if self.use_batchnorm:
                x = self.norms[i].forward(x, self.params["gamma%d" % i], self.params["beta%d" % i], train_flg)
            x = self.plain._act(x)
            self.zs[i] = x
            if self.use_dropout:
                if train_flg:
                    self.masks[i] = np.random.uniform(0, 1, x.shape) > self.dropout_ration
                    x = x * self.masks[i]
                else:
                    x = x * (1 - self.dropout_ration)
        self.inputs[self.depth] = x
        return np.matmul(x, self.params["W%d" % self.depth]) + self.params["b%d" % self.depth]

    def loss(self, x, t, train_flg=False):
        total = mean_cross_entropy(softmax_rows(self.predict(x, train_flg)), t)
        for i in range(1, self.depth + 1):
            total += 0.5 * self.weight_decay_lambda * np.sum(self.params["W%d" % i] ** 2)
        return total

    def accuracy(self, x, t):
        return share_right(self.predict(x), t)

    def gradient(self, x, t):
        delta = (softmax_rows(self.predict(x, True)) - t) / len(x)
        grads = {}
        for i in range(self.depth, 0, -1):
            W = self.params["W%d" % i]
            if i < self.depth:
                if self.use_dropout:
                    delta = delta * self.masks[i]
                delta = delta * self.plain._act_slope(self.zs[i])
                if self.use_batchnorm:
                    delta, grads["gamma%d" % i], grads["beta%d" % i] = self.norms[i].backward(
                        delta, self.params["gamma%d" % i]
                    )
            grads["W%d" % i] = np.matmul(self.inputs[i].T, delta) + self.weight_decay_lambda * W
            grads["b%d" % i] = sum(delta)
            delta = np.matmul(delta, W.T)
        return grads


class Trainer:
    def __init__(self, network, x_train, t_train, x_test, t_test, epochs=20, mini_batch_size=100, optimizer='SGD',
                 optimizer_param={'lr': 0.01}, evaluate_sample_num_per_epoch=None, verbose=True):
        self.network = network
        self.x_train = x_train
        self.t_train = t_train
        self.x_test = x_test
        self.t_test = t_test
        self.epochs = epochs
        self.mini_batch_size = mini_batch_size
        self.optimizer = optimizer.lower()
        self.o = dict(optimizer_param)
        self.limit = evaluate_sample_num_per_epoch
        self.verbose = verbose
        self.train_loss_list = []
        self.train_acc_list = []
        self.test_acc_list = []
        self.state = {}
        self.t = 0

    def update(self, key, g):
        w = self.network.params[key]
        lr = self.o.get("lr", 0.01)
        if key not in self.state:
            self.state[key] = [np.zeros(w.shape), np.zeros(w.shape)]
        s = self.state[key]
        if self.optimizer == "sgd":
            w -= lr * g
        elif self.optimizer == "momentum":
            s[0] = self.o.get("momentum", 0.9) * s[0] - lr * g
            w += s[0]
        elif self.optimizer == "nesterov":
            m = self.o.get("momentum", 0.9)
            s[0] = m * s[0] - lr * g
            w += m * s[0] - lr * g
        elif self.optimizer == "adagrad":
            s[0] += g ** 2
            w -= lr * g / (np.sqrt(s[0]) + 1e-7)
        elif self.optimizer == "rmsprop":
            d = self.o.get("decay_rate", 0.99)
            s[0] = d * s[0] + (1 - d) * g ** 2
            w -= lr * g / (np.sqrt(s[0]) + 1e-7)
        elif self.optimizer == "adam":
            lr = self.o.get("lr", 0.001)
            b1 = self.o.get("beta1", 0.9)
            b2 = self.o.get("beta2", 0.999)
            s[0] = b1 * s[0] + (1 - b1) * g
            s[1] = b2 * s[1] + (1 - b2) * g ** 2
            w -= lr * (s[0] / (1 - b1 ** self.t)) / (np.sqrt(s[1] / (1 - b2 ** self.t)) + 1e-7)
        else:
            raise ValueError("unknown optimizer " + self.optimizer)

    def train(self):
        n = len(self.x_train)
        per_epoch = max(n // self.mini_batch_size, 1)
        for i in range(self.epochs * per_epoch):
            chosen = np.random.choice(n, self.mini_batch_size)
            xb = self.x_train[chosen]
            tb = self.t_train[chosen]
            grads = self.network.gradient(xb, tb)
            self.t += 1
            for key in self.network.params:
                self.update(key, grads[key])
            self.train_loss_list.append(self.network.loss(xb, tb))
            if i % per_epoch == 0:
                if self.limit is None:
                    a = self.network.accuracy(self.x_train, self.t_train)
                    b = self.network.accuracy(self.x_test, self.t_test)
                else:
                    a = self.network.accuracy(self.x_train[0:self.limit], self.t_train[0:self.limit])
                    b = self.network.accuracy(self.x_test[0:self.limit], self.t_test[0:self.limit])
                self.train_acc_list.append(a)
                self.test_acc_list.append(b)
                if self.verbose:
                    print("epoch", i // per_epoch, "train", a, "test", b)
