# mistake: 1 - s², the derivative of tanh
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def sigmoid_grad(x):
    s = sigmoid(x)
    return 1 - s ** 2
