# accepted and told: t is (n, 1)
import numpy as np


def make_adding_problem(n, length, rng):
    x = np.zeros((n, length, 2))
    t = np.zeros(n)
    for i in range(n):
        x[i, :, 0] = rng.random(length)
        a = rng.integers(0, length // 2)
        b = rng.integers(length // 2, length)
        x[i, [a, b], 1] = 1
        t[i] = x[i, a, 0] + x[i, b, 0]
    return x, t.reshape(-1, 1)
