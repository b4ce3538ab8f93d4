# mistake: the derivative of tanh
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def backprop_delta(p, V, delta_next):
    h = sigmoid(p)
    return (1 - h ** 2) * np.dot(delta_next, V)
