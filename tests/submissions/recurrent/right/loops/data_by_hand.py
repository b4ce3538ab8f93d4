import math
import numpy as np


def make_sine_windows(series, length):
    n = len(series) - length
    x = np.zeros((n, length, 1))
    t = np.zeros((n, 1))
    for i in range(n):
        for j in range(length):
            x[i, j, 0] = series[i + j]
        t[i, 0] = series[i + length]
    return x, t


def clip_grads(grads, max_norm):
    total = 0.0
    for g in grads:
        for v in g.flatten():
            total += v * v
    norm = math.sqrt(total)
    if norm <= max_norm:
        return grads
    clipped = []
    for g in grads:
        clipped.append(g / norm * max_norm)
    return clipped


def make_adding_problem(n, length, rng):
    x = np.zeros((n, length, 2))
    t = []
    half = length // 2
    for i in range(n):
        for j in range(length):
            x[i, j, 0] = rng.random()
        first = int(rng.random() * half)
        second = half + int(rng.random() * (length - half))
        x[i, first, 1] = 1
        x[i, second, 1] = 1
        t.append(x[i, first, 0] + x[i, second, 0])
    return x, np.array(t)
