# mistake: the sigmoid is taken twice: f' of the output
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def backprop_delta(p, V, delta_next):
    h = sigmoid(sigmoid(p))
    return h * (1 - h) * np.dot(delta_next, V)
