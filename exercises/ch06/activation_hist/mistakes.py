import numpy as np

from ....reference.functions import relu, sigmoid


def _activations(x, weights, activation):
    layers = []
    for W in weights:
        x = activation(x @ W)
        layers.append(x)
    return layers


def _of(array):
    return float(np.mean(array)), float(np.std(array))


def _measured(measure):
    """The right activations, measured another way."""
    return lambda x, weights, activation: [measure(layer) for layer in _activations(x, weights, activation)]


def before_activation(x, weights, activation):
    stats = []
    for W in weights:
        stats.append(_of(x @ W))
        x = activation(x @ W)
    return stats


def input_not_passed_on(x, weights, activation):
    return [_of(activation(x @ W)) for W in weights]


def activation_missing(x, weights, activation):
    return [_of(layer) for layer in _activations(x, weights, lambda z: z)]


def _own(function):
    """Statistics with a function of its own, whatever is handed over."""
    return lambda x, weights, activation: [_of(layer) for layer in _activations(x, weights, function)]


def activation_in_the_statistics_only(x, weights, activation):
    stats = []
    for W in weights:
        x = x @ W
        stats.append(_of(activation(x)))
    return stats


def activation_twice(x, weights, activation):
    return [_of(activation(layer)) for layer in _activations(x, weights, activation)]


def input_counted(x, weights, activation):
    return [_of(x), *(_of(layer) for layer in _activations(x, weights, activation))]


def input_for_last(x, weights, activation):
    return [_of(x), *(_of(layer) for layer in _activations(x, weights[:-1], activation))]


def last_layer_only(x, weights, activation):
    return [_of(_activations(x, weights, activation)[-1])]


def first_layer_only(x, weights, activation):
    return [_of(_activations(x, weights[:1], activation)[0])]


def two_lists(x, weights, activation):
    stats = [_of(layer) for layer in _activations(x, weights, activation)]
    return [mean for mean, _ in stats], [std for _, std in stats]


def weights_transposed(x, weights, activation):
    return [_of(layer) for layer in _activations(x, [W.T for W in weights], activation)]


def weights_measured(x, weights, activation):
    return [_of(W) for W in weights]


VARIANTS = {
    "activation_ignored__sigmoid": _own(sigmoid),
    "activation_ignored__tanh": _own(np.tanh),
    "activation_ignored__ReLU": _own(relu),
    "variance_for_deviation": _measured(lambda a: (float(a.mean()), float(a.var()))),
    "deviation_first": _measured(lambda a: (float(a.std()), float(a.mean()))),
    "mean_square_kept": _measured(lambda a: (float(a.mean()), float(np.sqrt((a**2).mean())))),
    "deviation_of_means": _measured(lambda a: (float(a.mean()), float(a.mean(axis=0).std()))),
    "per_unit": _measured(lambda a: (a.mean(axis=0), a.std(axis=0))),
    "first_example_only": _measured(lambda a: _of(a[0])),
}
