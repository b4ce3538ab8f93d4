import numpy as np

from ....reference.functions import relu, sigmoid, softmax


def nothing_returned(x):
    return None


def in_place(x):
    x *= 1 / np.max(np.abs(x))
    return x


VARIANTS = {
    "another_activation__softmax": softmax,
    "another_activation__sigmoid": sigmoid,
    "another_activation__ReLU": relu,
    "another_activation__tanh": np.tanh,
}
