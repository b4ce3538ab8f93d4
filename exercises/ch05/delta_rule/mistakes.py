import numpy as np

from ....reference.delta_rule import backprop_delta
from ....reference.functions import sigmoid, sigmoid_grad


def v_not_transposed(p, V, delta_next):
    return sigmoid_grad(p) * (delta_next @ V.T)


def derivative_missing(p, V, delta_next):
    return delta_next @ V


def output_for_derivative(p, V, delta_next):
    return sigmoid(p) * (delta_next @ V)


def rest_for_derivative(p, V, delta_next):
    return (1 - sigmoid(p)) * (delta_next @ V)


def delta_ignored(p, V, delta_next):
    return sigmoid_grad(p) * V.sum(axis=0)


def sign_reversed(p, V, delta_next):
    return -backprop_delta(p, V, delta_next)


def batch_averaged(p, V, delta_next):
    return backprop_delta(p, V, delta_next) / len(p)


def batch_summed(p, V, delta_next):
    return backprop_delta(p, V, delta_next).sum(axis=0)


def weights_missing(p, V, delta_next):
    return sigmoid_grad(p) * delta_next.sum(axis=-1, keepdims=True)


def in_place(p, V, delta_next):
    p[...] = sigmoid_grad(p)
    return p * (delta_next @ V)


VARIANTS = {
    "derivative_of_output__given": lambda p, V, delta_next: p * (1 - p) * (delta_next @ V),
    "derivative_of_output__computed": lambda p, V, delta_next: sigmoid_grad(sigmoid(p)) * (delta_next @ V),
    "tanh_derivative__tanh": lambda p, V, delta_next: (1 - np.tanh(p) ** 2) * (delta_next @ V),
    "tanh_derivative__sigmoid": lambda p, V, delta_next: (1 - sigmoid(p) ** 2) * (delta_next @ V),
}
