"""Everything by hand, no vectorised tricks, so that I see what happens."""
import math
import random

import numpy as np


def _each(f, x):
    x = np.asarray(x, dtype=float)
    out = np.empty(x.shape)
    it = np.nditer(x, flags=["multi_index"])
    while not it.finished:
        out[it.multi_index] = f(float(it[0]))
        it.iternext()
    return out


def _tanh(v):
    if v > 20:
        return 1.0
    if v < -20:
        return -1.0
    return (math.exp(v) - math.exp(-v)) / (math.exp(v) + math.exp(-v))


def _sigmoid(v):
    if v >= 0:
        return 1 / (1 + math.exp(-v))
    e = math.exp(v)
    return e / (1 + e)


def tanh(x):
    return _each(_tanh, x)


def sigmoid(x):
    return _each(_sigmoid, x)


def leaky_relu(x, alpha=0.01):
    return _each(lambda v: v if v > 0 else alpha * v, x)


def init_network():
    random.seed()
    sizes = [2, 3, 2, 2]
    network = {}
    for i in range(3):
        W = []
        for _ in range(sizes[i]):
            W.append([random.uniform(-1, 1) for _ in range(sizes[i + 1])])
        network["W%d" % (i + 1)] = np.array(W)
        network["b%d" % (i + 1)] = np.zeros(sizes[i + 1])
    return network


def _layer(W, b, x):
    out = np.zeros(W.shape[1])
    for j in range(W.shape[1]):
        s = b[j]
        for i in range(W.shape[0]):
            s += x[i] * W[i][j]
        out[j] = s
    return out


def forward(network, x):
    x = np.array(x)
    if x.ndim == 2:
        rows = []
        for row in x:
            rows.append(forward(network, row))
        return np.array(rows)
    h = x
    for k in (1, 2, 3):
        h = _layer(network["W" + str(k)], network["b" + str(k)], h)
        if k < 3:
            h = sigmoid(h)
    return h


def minibatch_indices(n, batch_size, rng):
    chosen = []
    while len(chosen) < batch_size:
        i = int(rng.integers(0, n))
        if i not in chosen:
            chosen.append(i)
    return np.array(chosen)


def dz_dx(x, y):
    return 2 * x + 2 * y


def backprop_delta(p, V, delta_next):
    N, this = p.shape
    nxt = V.shape[0]
    delta = np.zeros((N, this))
    for n in range(N):
        for j in range(this):
            s = 0.0
            for k in range(nxt):
                s += V[k, j] * delta_next[n, k]
            f = _sigmoid(p[n, j])
            delta[n, j] = f * (1 - f) * s
    return delta
