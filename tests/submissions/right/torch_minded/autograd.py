import numpy as np


def numerical_derivative(fn, x, eps=1e-5):
    return (fn(x + eps) - fn(x - eps)) / (2 * eps)


def numerical_grad(fn, x, eps=1e-4):
    x = np.asarray(x, dtype=np.float64)
    grad = np.zeros_like(x)
    for index in np.ndindex(*x.shape):
        plus, minus = x.copy(), x.copy()
        plus[index] += eps
        minus[index] -= eps
        grad[index] = (fn(plus) - fn(minus)) / (2 * eps)
    return grad


def gradient_descent(fn, init_x, lr=0.01, steps=100):
    x = init_x.copy()
    for _ in range(steps):
        x = x - lr * numerical_grad(fn, x)
    return x
