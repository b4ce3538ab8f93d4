# mistake: the target is the sum of all values
import numpy as np


def make_adding_problem(n, length, rng):
    values = rng.random((n, length))
    marks = np.zeros((n, length))
    half = length // 2
    marks[np.arange(n), rng.integers(0, half, n)] = 1
    marks[np.arange(n), rng.integers(half, length, n)] = 1
    x = np.stack([values, marks], axis=2)
    return x, values.sum(axis=1)
