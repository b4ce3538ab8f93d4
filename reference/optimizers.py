"""Optimizers: `update(params, grads)` changes the arrays of the dictionary `params` in place.

State is kept per key and made at the first call; it starts at 0. `grads` has the keys of `params`, arrays of the same
shapes, and is not changed. Source: *Deep Learning from Scratch*, chapter 6.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Params = dict[str, NDArray[Any]]


class SGD:
    """Stochastic gradient descent: W ← W - lr g."""

    def __init__(self, lr: float = 0.01) -> None:
        self.lr = lr

    def update(self, params: Params, grads: Params) -> None:
        """One step; shapes of params and grads are equal key by key."""
        for key, g in grads.items():
            params[key] -= self.lr * g


class Momentum:
    """A velocity that keeps a share of itself: v ← momentum v - lr g,  W ← W + v (Polyak, 1964).

    Convention: the rate is inside the velocity, as in the book; with a constant rate it may as well stand outside.
    """

    def __init__(self, lr: float = 0.01, momentum: float = 0.9) -> None:
        self.lr = lr
        self.momentum = momentum
        self.v: Params = {}

    def update(self, params: Params, grads: Params) -> None:
        """One step; shapes of params and grads are equal key by key."""
        for key, g in grads.items():
            self.v[key] = self.momentum * self.v.get(key, 0.0) - self.lr * g
            params[key] += self.v[key]


class Nesterov:
    """Momentum whose gradient is that of the place the velocity leads to (Nesterov, 1983).

    v ← momentum v - lr g,  W ← W + momentum v - lr g   with the new v, which is the same as
    W ← W + momentum² v - (1 + momentum) lr g           with the old one (Bengio et al., 2013).

    Convention: W holds the place ahead, where the gradient is taken, so that `update` needs no second gradient. The
    rate is inside the velocity; with a constant rate v ← momentum v + g,  W ← W - lr (g + momentum v) is the same.
    """

    def __init__(self, lr: float = 0.01, momentum: float = 0.9) -> None:
        self.lr = lr
        self.momentum = momentum
        self.v: Params = {}

    def update(self, params: Params, grads: Params) -> None:
        """One step; shapes of params and grads are equal key by key."""
        for key, g in grads.items():
            self.v[key] = self.momentum * self.v.get(key, 0.0) - self.lr * g
            params[key] += self.momentum * self.v[key] - self.lr * g


class AdaGrad:
    """A rate of its own for each weight, falling with what it has moved: h ← h + g²,  W ← W - lr g / (√h + 1e-7).

    Duchi, Hazan and Singer (2011). Convention: ε = 1e-7 outside the root, as in the book.
    """

    def __init__(self, lr: float = 0.01) -> None:
        self.lr = lr
        self.h: Params = {}

    def update(self, params: Params, grads: Params) -> None:
        """One step; shapes of params and grads are equal key by key."""
        for key, g in grads.items():
            self.h[key] = self.h.get(key, 0.0) + g**2
            params[key] -= self.lr * g / (np.sqrt(self.h[key]) + 1e-7)


class RMSprop:
    """AdaGrad that forgets: h ← ρ h + (1 - ρ) g²,  W ← W - lr g / (√h + 1e-7), with ρ = decay_rate.

    Tieleman and Hinton (2012). Convention: ρ = 0.99 and ε = 1e-7 outside the root, as in the book.
    """

    def __init__(self, lr: float = 0.01, decay_rate: float = 0.99) -> None:
        self.lr = lr
        self.decay_rate = decay_rate
        self.h: Params = {}

    def update(self, params: Params, grads: Params) -> None:
        """One step; shapes of params and grads are equal key by key."""
        for key, g in grads.items():
            self.h[key] = self.decay_rate * self.h.get(key, 0.0) + (1.0 - self.decay_rate) * g**2
            params[key] -= self.lr * g / (np.sqrt(self.h[key]) + 1e-7)


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
