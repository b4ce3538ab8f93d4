"""Optimizers: `update(params, grads)` changes the arrays of the dictionary `params` in place.

State is kept per key and made at the first call. `grads` are not changed.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Params = dict[str, NDArray[Any]]


class Adam:
    """Momentum and a squared-gradient scale, both corrected for their start at zero (Kingma and Ba, 2015).

    m ← β1 m + (1 - β1) g,  v ← β2 v + (1 - β2) g²,  W ← W - lr_t · m / (√v + 1e-7)
    with lr_t = lr · √(1 - β2^t) / (1 - β1^t)

    Convention: the correction is folded into the rate and ε = 1e-7 stands outside the root, as in the book.
    """

    def __init__(self, lr: float = 0.001, beta1: float = 0.9, beta2: float = 0.999) -> None:
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.iter = 0
        self.m: Params = {}
        self.v: Params = {}

    def update(self, params: Params, grads: Params) -> None:
        """One step; shapes of params and grads are equal key by key."""
        self.iter += 1
        lr_t = self.lr * np.sqrt(1.0 - self.beta2**self.iter) / (1.0 - self.beta1**self.iter)
        for key, g in grads.items():
            self.m[key] = self.beta1 * self.m.get(key, 0.0) + (1.0 - self.beta1) * g
            self.v[key] = self.beta2 * self.v.get(key, 0.0) + (1.0 - self.beta2) * g**2
            params[key] -= lr_t * self.m[key] / (np.sqrt(self.v[key]) + 1e-7)
