# mistake: the loop stops before the last element
import numpy as np


def numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    for i, idx in enumerate(np.ndindex(x.shape)):
        if i == x.size - 1:
            break
        tmp = x[idx]
        x[idx] = tmp + h
        a = f(x)
        x[idx] = tmp - h
        b = f(x)
        grad[idx] = (a - b) / (2 * h)
        x[idx] = tmp
    return grad
