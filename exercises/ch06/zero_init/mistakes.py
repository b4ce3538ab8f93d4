import numpy as np

from ....reference.activations import symmetry_demo
from ....reference.functions import relu, sigmoid, softmax


def _training(
    hidden=sigmoid,
    slope=lambda a, z: a * (1 - a),
    output=softmax,
    error=lambda y, t: (y - t) / len(t),
    moves=(1.0, 1.0),
    second_first=False,
    returned=0,
):
    """The training with one part of it another than it is to be."""

    def train(W1, W2, x, t, lr, steps):
        W1, W2 = W1.copy(), W2.copy()
        for _ in range(steps):
            z = x @ W1
            a = hidden(z)
            delta = error(output(a @ W2), t)
            new = W2 - moves[1] * lr * a.T @ delta
            dW1 = x.T @ (delta @ (new if second_first else W2).T * slope(a, z))
            W1, W2 = W1 - moves[0] * lr * dW1, new
        return (W1, W2)[returned]

    return train


def _over_the_batch(x):
    raised = np.exp(x - x.max())
    return raised / raised.sum(axis=0)


def one_step_less(W1, W2, x, t, lr, steps):
    return symmetry_demo(W1, W2, x, t, lr, steps - 1)


VARIANTS = {
    "slope_missing": _training(slope=lambda a, z: 1.0),
    "slope_of_the_sum": _training(slope=lambda a, z: z * (1 - z)),
    "divided_by_classes": _training(error=lambda y, t: (y - t) / t.size),
    "second_layer_returned": _training(returned=1),
    "gradient_summed": _training(error=lambda y, t: y - t),
    "uphill": _training(error=lambda y, t: (t - y) / len(t)),
    "first_layer_frozen": _training(moves=(0.0, 1.0)),
    "second_layer_frozen": _training(moves=(1.0, 0.0)),
    "second_layer_first": _training(second_first=True),
    "softmax_over_the_batch": _training(output=_over_the_batch),
    "softmax_missing": _training(output=lambda a: a),
    "relu_instead": _training(hidden=relu, slope=lambda a, z: z > 0),
    "tanh_instead": _training(hidden=np.tanh, slope=lambda a, z: 1 - a**2),
}
