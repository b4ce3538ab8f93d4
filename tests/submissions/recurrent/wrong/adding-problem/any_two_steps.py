# mistake: two different steps, but of the whole sequence
import numpy as np


def make_adding_problem(n, length, rng):
    x = np.zeros((n, length, 2))
    t = np.zeros(n)
    for i in range(n):
        x[i, :, 0] = rng.random(length)
        a, b = rng.choice(length, size=2, replace=False)
        x[i, [a, b], 1] = 1
        t[i] = x[i, a, 0] + x[i, b, 0]
    return x, t
