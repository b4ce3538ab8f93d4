# coding: utf-8
from np import *


def AND(x1, x2):
    return int(0.5 * x1 + 0.5 * x2 > 0.7)

def NAND(x1, x2):
    return int(-0.5 * x1 - 0.5 * x2 > -0.7)

def OR(x1, x2):
    return int(0.5 * x1 + 0.5 * x2 > 0.2)

def XOR(x1, x2):
    return AND(NAND(x1, x2), OR(x1, x2))

def step_function(x):
    y = x > 0
    return y.astype(np.int32)

def identity_function(x):
    return x

def sigmoid(x):
    return 1 / (1 + np.exp(-x))

def sigmoid_grad(y):
    # y: output of sigmoid
    return y * (1 - y)

def relu(x):
    return np.maximum(0, x)

def softmax(x):
    if x.ndim == 2:
        x = x - x.max(axis=1, keepdims=True)
        x = np.exp(x)
        x /= x.sum(axis=1, keepdims=True)
    elif x.ndim == 1:
        x = x - np.max(x)
        x = np.exp(x) / np.sum(np.exp(x))

    return x

def mean_squared_error(y, t):
    return 0.5 * np.sum((y - t)**2)

def cross_entropy_error(y, t):
    if y.ndim == 1:
        t = t.reshape(1, t.size)
        y = y.reshape(1, y.size)

    if t.size == y.size:
        t = t.argmax(axis=1)

    batch_size = y.shape[0]

    return -np.sum(np.log(y[np.arange(batch_size), t] + 1e-7)) / batch_size
