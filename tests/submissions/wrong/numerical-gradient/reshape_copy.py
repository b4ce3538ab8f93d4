# mistake: works on a flat copy of a view, so nothing moves where x is a transpose
import numpy as np


def numerical_gradient(f, x):
    h = 1e-4
    flat = x.reshape(-1)
    grad = np.zeros(x.size)
    for i in range(x.size):
        tmp = flat[i]
        flat[i] = tmp + h
        a = f(x)
        flat[i] = tmp - h
        b = f(x)
        flat[i] = tmp
        grad[i] = (a - b) / (2 * h)
    return grad.reshape(x.shape)
