# mistake: p taken for the output: p(1 - p)
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def backprop_delta(p, V, delta_next):
    h = sigmoid(p)
    return p * (1 - p) * np.dot(delta_next, V)
