# mistake: one draw of the marks for all sequences
import numpy as np


def make_adding_problem(n, length, rng):
    x = np.zeros((n, length, 2))
    t = np.zeros(n)
    a = rng.integers(0, length // 2)
    b = rng.integers(length // 2, length)
    for i in range(n):
        x[i, :, 0] = rng.random(length)
        x[i, [a, b], 1] = 1
        t[i] = x[i, a, 0] + x[i, b, 0]
    return x, t
