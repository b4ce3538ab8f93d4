# coding: utf-8
import sys, os
sys.path.append(os.pardir)
import numpy as np
import matplotlib.pyplot as plt
from common.functions import sigmoid, softmax


def xavier_init(n_in, n_out):
    return np.random.randn(n_in, n_out) / np.sqrt(n_in)


def he_init(n_in, n_out):
    return np.random.randn(n_in, n_out) * np.sqrt(2.0 / n_in)


def activation_stats(x, weights, activation):
    activations = {}
    for i in range(len(weights)):
        if i != 0:
            x = activations[i-1]
        a = np.dot(x, weights[i])
        z = activation(a)
        activations[i] = z
    return [(np.mean(z), np.std(z)) for z in activations.values()]


def symmetry_demo(W1, W2, x, t, lr, steps):
    W1 = W1.copy()
    W2 = W2.copy()
    batch_num = x.shape[0]
    for _ in range(steps):
        # forward
        z1 = sigmoid(np.dot(x, W1))
        y = softmax(np.dot(z1, W2))
        # backward
        dy = (y - t) / batch_num
        dW2 = np.dot(z1.T, dy)
        dz1 = np.dot(dy, W2.T)
        da1 = dz1 * (1.0 - z1) * z1
        dW1 = np.dot(x.T, da1)
        W1 -= lr * dW1
        W2 -= lr * dW2
    return W1


input_data = np.random.randn(1000, 100)
ws = [he_init(100, 100) for _ in range(5)]
for i, (m, s) in enumerate(activation_stats(input_data, ws, sigmoid)):
    plt.subplot(1, 5, i + 1)
    plt.title(str(i + 1) + "-layer")
plt.show()
