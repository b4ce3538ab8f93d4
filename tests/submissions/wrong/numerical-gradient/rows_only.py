# mistake: moves a whole row at a time
import numpy as np


def numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    for i in range(x.shape[0]):
        tmp = x[i].copy()
        x[i] = tmp + h
        a = f(x)
        x[i] = tmp - h
        b = f(x)
        grad[i] = (a - b) / (2 * h)
        x[i] = tmp
    return grad
