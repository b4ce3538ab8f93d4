# mistake: x.size is used as the index of the first axis, so it fails for matrices
import numpy as np


def numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    for i in range(x.size):
        tmp = x[i]
        x[i] = tmp + h
        a = f(x)
        x[i] = tmp - h
        b = f(x)
        grad[i] = (a - b) / (2 * h)
        x[i] = tmp
    return grad
