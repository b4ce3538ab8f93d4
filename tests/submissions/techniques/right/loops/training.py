import math
import random

import numpy as np

from functions import sigmoid


class Nesterov:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.velocity = lr, momentum, {}

    def update(self, params, grads):
        for k in params:
            if k not in self.velocity:
                self.velocity[k] = params[k] * 0.0
            for index in np.ndindex(params[k].shape):
                v = self.momentum * self.velocity[k][index] - self.lr * grads[k][index]
                self.velocity[k][index] = v
                params[k][index] = params[k][index] + self.momentum * v - self.lr * grads[k][index]


def _gauss_matrix(rows, columns, deviation):
    w = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            w[i, j] = random.gauss(0, deviation)
    return w


def xavier_init(n_in, n_out):
    return _gauss_matrix(n_in, n_out, math.sqrt(1 / n_in))


def he_init(n_in, n_out):
    return _gauss_matrix(n_in, n_out, math.sqrt(2 / n_in))


def symmetry_demo(W1, W2, x, t, lr, steps):
    W1 = [[float(v) for v in row] for row in W1]
    W2 = [[float(v) for v in row] for row in W2]
    D, H, C, N = len(W1), len(W2), len(W2[0]), len(x)
    for _ in range(steps):
        g1 = [[0.0] * H for _ in range(D)]
        g2 = [[0.0] * C for _ in range(H)]
        for n in range(N):
            z = []
            for j in range(H):
                a = sum(x[n][i] * W1[i][j] for i in range(D))
                z.append(1 / (1 + math.exp(-a)))
            scores = [sum(z[j] * W2[j][k] for j in range(H)) for k in range(C)]
            top = max(scores)
            e = [math.exp(s - top) for s in scores]
            y = [v / sum(e) for v in e]
            d = [(y[k] - t[n][k]) / N for k in range(C)]
            for j in range(H):
                back = 0.0
                for k in range(C):
                    g2[j][k] += z[j] * d[k]
                    back += W2[j][k] * d[k]
                back *= z[j] * (1 - z[j])
                for i in range(D):
                    g1[i][j] += x[n][i] * back
        for i in range(D):
            for j in range(H):
                W1[i][j] -= lr * g1[i][j]
        for j in range(H):
            for k in range(C):
                W2[j][k] -= lr * g2[j][k]
    return np.array(W1)


def activation_stats(x, weights, activation):
    stats = []
    h = x
    for w in weights:
        h = activation(h @ w)
        flat = [float(v) for v in h.ravel()]
        mean = sum(flat) / len(flat)
        variance = sum((v - mean) ** 2 for v in flat) / len(flat)
        stats.append((mean, math.sqrt(variance)))
    return stats


def shuffle_dataset(x, t):
    # Fisher-Yates
    x, t = x.copy(), t.copy()
    for i in range(len(x) - 1, 0, -1):
        j = random.randint(0, i)
        x[[i, j]] = x[[j, i]]
        t[[i, j]] = t[[j, i]]
    return x, t


def split_validation(x, t, rate=0.2):
    n_val = round(len(x) * rate)
    x_train, t_train, x_val, t_val = [], [], [], []
    for i in range(len(x)):
        if i < len(x) - n_val:
            x_train.append(x[i])
            t_train.append(t[i])
        else:
            x_val.append(x[i])
            t_val.append(t[i])
    return np.array(x_train), np.array(t_train), np.array(x_val), np.array(t_val)


def sample_log_uniform(low, high):
    return 10 ** random.uniform(low, high)


def random_search(evaluate, ranges, n_trials):
    trials = []
    for i in range(n_trials):
        setting = {}
        for name, (low, high) in ranges.items():
            setting[name] = sample_log_uniform(low, high)
        trials.append((setting, evaluate(setting)))
    best_index = 0
    for i in range(len(trials)):
        if trials[i][1]["val"] > trials[best_index][1]["val"]:
            best_index = i
    return trials[best_index][0], trials
