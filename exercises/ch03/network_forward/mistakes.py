import numpy as np

from ....reference.functions import relu, sigmoid, softmax, step_function, tanh
from ....reference.networks import forward, init_network
from ...checking import replaces


def _same(x):
    return x


def _through(*activations):
    """A forward pass with other activations."""

    def through(network, x):
        z = np.asarray(x)
        for layer, activation in enumerate(activations, 1):
            z = activation(z @ network[f"W{layer}"] + network[f"b{layer}"])
        return z

    return replaces("forward")(through)


def _without_bias(*layers):
    def without(network, x):
        return forward({**network, **{f"b{n}": 0 * network[f"b{n}"] for n in layers}}, x)

    return replaces("forward")(without)


def _hidden(network, x):
    return sigmoid(np.asarray(x) @ network["W1"] + network["b1"])


def _all(value):
    def init():
        return {key: np.full_like(array, value) if "W" in key else array for key, array in init_network().items()}

    return init


def rows_and_columns():
    return {key: array.T.copy() for key, array in init_network().items()}


def biases_as_rows():
    return {key: array.reshape(1, -1) if "b" in key else array for key, array in init_network().items()}


def biases_missing():
    return {key: array for key, array in init_network().items() if "W" in key}


def one_layer_short():
    return {key: array for key, array in init_network().items() if "3" not in key}


def nothing_returned_by_init():
    return None


@replaces("forward")
def nothing_returned_by_forward(network, x):
    return None


@replaces("forward")
def network_ignored(network, x):
    return forward(init_network(), x)


@replaces("forward")
def hidden_returned(network, x):
    return sigmoid(_hidden(network, x) @ network["W2"] + network["b2"])


@replaces("forward")
def bias_of_other_layer(network, x):
    return forward({**network, "b3": network["b2"]}, x)


@replaces("forward")
def bias_after_activation(network, x):
    z = sigmoid(np.asarray(x) @ network["W1"]) + network["b1"]
    z = sigmoid(z @ network["W2"]) + network["b2"]
    return z @ network["W3"] + network["b3"]


@replaces("forward")
def last_transposed(network, x):
    return forward({**network, "W3": network["W3"].T}, x)


@replaces("forward")
def weights_before_x(network, x):
    z = np.dot(network["W1"], x) + network["b1"]
    z = np.dot(network["W2"], sigmoid(z)) + network["b2"]
    return np.dot(network["W3"], sigmoid(z)) + network["b3"]


@replaces("forward")
def batch_summed(network, x):
    y = forward(network, x)
    return y.sum(axis=0) if y.ndim > 1 else y


VARIANTS = {
    "activation_missing__1": _through(_same, sigmoid, _same),
    "activation_missing__2": _through(sigmoid, _same, _same),
    "activation_missing__1, 2": _through(_same, _same, _same),
    "softmax_instead": _through(sigmoid, sigmoid, softmax),
    "sigmoid_at_the_end": _through(sigmoid, sigmoid, sigmoid),
    **{
        f"other_activation__{name}": _through(other, other, _same)
        for name, other in {"ReLU": relu, "tanh": tanh, "step": step_function, "softmax": softmax}.items()
    },
    **{f"bias_missing__{', '.join(map(str, n))}": _without_bias(*n) for n in ((1,), (2,), (3,), (1, 2, 3))},
    "weights_alike__0": _all(0.0),
    "weights_alike__1": _all(1.0),
}
