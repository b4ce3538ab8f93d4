# accepted and told: the marks stand in the first channel
import numpy as np


def make_adding_problem(n, length, rng):
    x = np.zeros((n, length, 2))
    t = np.zeros(n)
    for i in range(n):
        x[i, :, 1] = rng.random(length)
        a = rng.integers(0, length // 2)
        b = rng.integers(length // 2, length)
        x[i, [a, b], 0] = 1
        t[i] = x[i, a, 1] + x[i, b, 1]
    return x, t
