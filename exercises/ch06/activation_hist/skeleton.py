import numpy as np


def activation_stats(x, weights, activation):
    """Mean and standard deviation of the activations of each layer.

    x: (N, D)   weights: a list of matrices (D, D1), (D1, D2), ...; there are no biases
    activation: a function of an array, for example sigmoid
    returns: a list with (mean, std) for each layer, over all its activations
    """
    raise NotImplementedError
