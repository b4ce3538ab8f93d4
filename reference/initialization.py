"""First weights: the spread that keeps activations from dying out or saturating on their way through the layers.

Random draws come from NumPy's global generator, as in the book. Source: *Deep Learning from Scratch*, chapter 6.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def xavier_init(n_in: int, n_out: int) -> Array:
    """Weights (n_in, n_out), normal with mean 0 and deviation √(1 / n_in): for sigmoid and tanh.

    A sum of n_in terms has n_in times their variance; this makes up for it (Glorot and Bengio, 2010).

    Convention: the number of inputs alone counts, as in the book; the paper takes √(2 / (n_in + n_out)).
    """
    return np.asarray(np.random.randn(n_in, n_out) * np.sqrt(1.0 / n_in))


def he_init(n_in: int, n_out: int) -> Array:
    """Weights (n_in, n_out), normal with mean 0 and deviation √(2 / n_in): for ReLU.

    ReLU sets half of its inputs to 0 and so halves the mean square, which the 2 makes up for (He et al., 2015).
    """
    return np.asarray(np.random.randn(n_in, n_out) * np.sqrt(2.0 / n_in))
