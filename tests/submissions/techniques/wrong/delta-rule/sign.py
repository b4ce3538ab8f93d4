# mistake: h(h - 1): the sign is wrong
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def backprop_delta(p, V, delta_next):
    h = sigmoid(p)
    return h * (h - 1) * np.dot(delta_next, V)
