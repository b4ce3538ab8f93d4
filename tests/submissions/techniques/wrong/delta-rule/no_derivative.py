# mistake: f' is left out
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def backprop_delta(p, V, delta_next):
    h = sigmoid(p)
    return np.dot(delta_next, V)
