"""Whole networks.

Source: *Deep Learning from Scratch*, chapter 3.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .functions import identity_function, sigmoid

Array = NDArray[Any]


def init_network() -> dict[str, Array]:
    """Weights and biases of three layers, 2 → 3 → 2 → 2 units.

    Returns:
        W1 (2, 3), b1 (3,), W2 (3, 2), b2 (2,), W3 (2, 2), b3 (2,).

    Convention: the values are fixed, so that a first run can be followed by hand: in each layer the weights and then
    the biases count up in tenths, and unit by unit the weights that lead to it.
    """
    network = {}
    for layer, (n_in, n_out) in enumerate([(2, 3), (3, 2), (2, 2)], 1):
        network[f"W{layer}"] = np.arange(1, n_in * n_out + 1).reshape(n_out, n_in).T / 10
        network[f"b{layer}"] = np.arange(1, n_out + 1) / 10
    return network


def forward(network: Mapping[str, Array], x: ArrayLike) -> Array:
    """Output of three layers: sigmoid after the first two, the identity after the last.

    Args:
        network: W1, b1, W2, b2, W3, b3; each W is (in, out), each b (out,).
        x: (in,) or a batch (N, in).

    Returns:
        (out,) or (N, out).
    """
    z1 = sigmoid(np.asarray(x) @ network["W1"] + network["b1"])
    z2 = sigmoid(z1 @ network["W2"] + network["b2"])
    return identity_function(z2 @ network["W3"] + network["b3"])
