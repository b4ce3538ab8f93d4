"""Restricted Boltzmann machine and the deep belief network made of them.

N rows, V visible and H hidden units, all of them 0 or 1. Every random number is handed in. No argument is changed.
Sources: Hinton, Neural Computation 14 (2002) 1771-1800 and A practical guide to training restricted Boltzmann machines
(2010); Hinton, Osindero and Teh, Neural Computation 18 (2006) 1527-1554; reading-circle notes on *Detailed Deep
Learning*.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .fine_tuning import PretrainedClassifier
from .functions import sigmoid

Array = NDArray[Any]


class RBM:
    """Energy E(v, h) = -a·v - b·h - v W h; p(v, h) is e^(-E) over the sum of all states.

    Args:
        W: weights (V, H).
        a: biases of the visible units (V,).
        b: biases of the hidden units (H,).
    """

    def __init__(self, W: Array, a: Array, b: Array) -> None:
        self.W, self.a, self.b = W, a, b

    def free_energy(self, v: Array) -> Array:
        """F(v) = -a·v - Σ log(1 + e^(v W + b)), so that Σ_h e^(-E(v, h)) = e^(-F(v)); v (N, V) -> (N,)."""
        return np.asarray(-(v @ self.a) - np.logaddexp(0.0, v @ self.W + self.b).sum(axis=1))

    def prob_h(self, v: Array) -> Array:
        """p(h = 1 | v): v (N, V) -> (N, H)."""
        return sigmoid(v @ self.W + self.b)

    def prob_v(self, h: Array) -> Array:
        """p(v = 1 | h): h (N, H) -> (N, V)."""
        return sigmoid(h @ self.W.T + self.a)

    def cd1(self, v: Array, u_h: Array, u_v: Array) -> dict[str, Array]:
        """One step of contrastive divergence: the direction in which W, a and b are to move, mean over the batch.

        h is sampled from p(h | v) and v1 from p(v | h), 1 where the uniform number is below the probability. In the
        statistics p(h | v) and p(h | v1) themselves are used: the mean has less noise than a sample.

        Args:
            v: data (N, V).
            u_h: uniform numbers in [0, 1) (N, H).
            u_v: uniform numbers in [0, 1) (N, V).

        Returns:
            W, a and b; an update adds lr times these.
        """
        p = self.prob_h(v)
        h = (u_h < p).astype(p.dtype)
        v1 = (u_v < self.prob_v(h)).astype(p.dtype)
        p1 = self.prob_h(v1)
        n = len(v)
        return {"W": (v.T @ p - v1.T @ p1) / n, "a": (v - v1).sum(axis=0) / n, "b": (p - p1).sum(axis=0) / n}


class DBN(PretrainedClassifier):
    """A classifier whose hidden layers are first trained as RBMs, from the bottom up.

    Args:
        params: W{l} (in, out), a{l} (in,), b{l} (out,) for each hidden layer; then W{l} and b{l} of the output layer.
    """

    def pretrain(
        self, x: Array, u_h: Sequence[Sequence[Array]], u_v: Sequence[Sequence[Array]], lr: float
    ) -> dict[str, Array]:
        """Each layer is trained by CD-1 on the probabilities that the trained layers below it give for x.

        Args:
            x: (N, D), in [0, 1].
            u_h: uniform numbers for the hidden units of each layer, one array a step, (steps, N, out).
            u_v: uniform numbers for the visible units of each layer, (steps, N, in).
            lr: learning rate.

        Returns:
            Every parameter after the training; those of the output layer are as before.
        """
        return self._greedy(x, [list(zip(*layer, strict=True)) for layer in zip(u_h, u_v, strict=True)], lr)

    def _step(self, layer: int, x: Array, drawn: Sequence[Array], lr: float) -> None:
        keys = [f"W{layer}", f"a{layer}", f"b{layer}"]
        rbm = RBM(*(self.params[key] for key in keys))
        for key, move in zip(keys, rbm.cd1(x, *drawn).values(), strict=True):
            self.params[key] = self.params[key] + lr * move
