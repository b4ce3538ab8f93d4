"""The delta rule: how the error of a layer is made of the errors of the layer after it.

Source: Rumelhart, Hinton and Williams, Learning representations by back-propagating errors, Nature 323 (1986) 533-536.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .functions import sigmoid_grad

Array = NDArray[Any]


def backprop_delta(p: Array, V: Array, delta_next: Array) -> Array:
    """δ_j = f′(p_j) Σ_k v_kj δ_k for units h = f(p), q = V h, with f the sigmoid and δ_k = ∂E/∂q_k.

    Args:
        p: what the units take in, before the sigmoid: (this,) or a batch (N, this).
        V: weights (next, this); v_kj leads from unit j to unit k.
        delta_next: errors of the next layer (next,) or (N, next).

    Returns:
        ∂E/∂p in the shape of p.

    Convention: V stands to the left of h, so that a batch of rows is delta_next V without a transpose. With weights
    (this, next) and q = h V the same sum is Σ_k v_jk δ_k.
    """
    return np.asarray(sigmoid_grad(p) * (np.asarray(delta_next) @ V))
