# mistake: climbs: + lr
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(a):
    a = a - a.max(axis=1, keepdims=True)
    e = np.exp(a)
    return e / e.sum(axis=1, keepdims=True)


def symmetry_demo(W1, W2, x, t, lr, steps):
    W1, W2 = W1.copy(), W2.copy()
    for _ in range(steps):
        h = sigmoid(x @ W1)
        y = softmax(h @ W2)
        d = (y - t) / len(x)
        dW2 = h.T @ d
        dW1 = x.T @ (d @ W2.T * h * (1 - h))
        W1 += lr * dW1
        W2 += lr * dW2
    return W1
