# mistake: summed over the batch
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def backprop_delta(p, V, delta_next):
    h = sigmoid(p)
    return np.sum(h * (1 - h) * np.dot(delta_next, V), axis=0)
