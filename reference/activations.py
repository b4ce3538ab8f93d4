"""What first weights do to a network: activations layer by layer, and hidden units that stay alike.

No argument is changed. Source: *Deep Learning from Scratch*, chapter 6.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .functions import sigmoid, softmax

Array = NDArray[Any]


def activation_stats(
    x: Array, weights: Sequence[Array], activation: Callable[[Array], Array]
) -> list[tuple[float, float]]:
    """Mean and standard deviation of all activations of each layer.

    Args:
        x: input (N, D).
        weights: the matrix of each layer, (D, D1), (D1, D2), …; there is no bias.
        activation: is applied to each layer's sums, and what it gives goes into the next.

    Convention: the deviation divides by the number of activations, not by one less.
    """
    stats = []
    for W in weights:
        x = activation(x @ W)
        stats.append((float(np.mean(x)), float(np.std(x))))
    return stats


def symmetry_demo(W1: Array, W2: Array, x: Array, t: Array, lr: float, steps: int) -> Array:
    """First weights of a two-layer network after training on one batch: -> (D, H).

    The network is softmax(sigmoid(x W1) W2) without biases, the loss the cross entropy averaged over the batch. Two
    hidden units that begin with equal weights, in W1 and in W2, have equal gradients and stay equal for ever.

    Args:
        W1: first weights (D, H).
        W2: second weights (H, C).
        x: input (N, D).
        t: one-hot targets (N, C).
        lr: learning rate.
        steps: number of updates; both layers move at each of them.
    """
    W1, W2 = W1.copy(), W2.copy()
    for _ in range(steps):
        hidden = sigmoid(x @ W1)
        delta = (softmax(hidden @ W2) - t) / len(x)
        dW2 = hidden.T @ delta
        dW1 = x.T @ (delta @ W2.T * hidden * (1.0 - hidden))
        W1 -= lr * dW1
        W2 -= lr * dW2
    return W1
