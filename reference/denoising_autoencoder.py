"""Denoising autoencoders: one, and a stack of them that pre-trains a classifier.

N rows, D numbers in, H hidden units. Every random mask is handed in. No argument is changed.
Sources: Vincent, Larochelle, Lajoie, Bengio and Manzagol, J. Mach. Learn. Res. 11 (2010) 3371-3408; reading-circle
notes on *Detailed Deep Learning*.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .fine_tuning import PretrainedClassifier
from .functions import sigmoid

Array = NDArray[Any]


class DenoisingAutoencoder:
    """Learns to give back the clean input from one that was corrupted: h = σ(x̃ W + b), y = σ(h Wᵀ + c).

    Args:
        W: weights (D, H), tied: the decoder uses their transpose.
        b: biases of the hidden units (H,).
        c: biases of the reconstruction (D,).
    """

    def __init__(self, W: Array, b: Array, c: Array) -> None:
        self.W, self.b, self.c = W, b, c

    def corrupt(self, x: Array, mask: Array) -> Array:
        """x̃ = x where mask is 1, and 0 where it is 0; both (N, D)."""
        return np.asarray(x * mask)

    def encode(self, x: Array) -> Array:
        """x (N, D) -> h (N, H)."""
        return sigmoid(x @ self.W + self.b)

    def decode(self, h: Array) -> Array:
        """h (N, H) -> y (N, D)."""
        return sigmoid(self._score(h))

    def _score(self, h: Array) -> Array:
        return np.asarray(h @ self.W.T + self.c)

    def loss(self, x: Array, mask: Array) -> float:
        """-Σ (x log y + (1 - x) log(1 - y)) over the units, mean over the batch; x in [0, 1] is the clean input.

        With y = σ(s) a term is log(1 + e^s) - x s, which stays finite where y rounds to 0 or 1.
        """
        score = self._score(self.encode(self.corrupt(x, mask)))
        return float((np.logaddexp(0.0, score) - x * score).sum() / len(x))

    def gradient(self, x: Array, mask: Array) -> dict[str, Array]:
        """Gradients of the loss by W, b and c. W gathers two parts, one as the encoder and one as the decoder."""
        noisy = self.corrupt(x, mask)
        h = self.encode(noisy)
        dscore = (self.decode(h) - x) / len(x)
        dh = dscore @ self.W * h * (1.0 - h)
        return {"W": noisy.T @ dh + dscore.T @ h, "b": dh.sum(axis=0), "c": dscore.sum(axis=0)}


class StackedDenoisingAutoencoder(PretrainedClassifier):
    """A classifier whose hidden layers are first trained as denoising autoencoders, from the bottom up.

    Args:
        params: W{l} (in, out), b{l} (out,), c{l} (in,) for each hidden layer; then W{l} and b{l} of the output layer.
    """

    def pretrain(self, x: Array, masks: Sequence[Sequence[Array]], lr: float) -> dict[str, Array]:
        """Each layer learns to reconstruct what the trained layers below it make of the clean x.

        Args:
            x: (N, D), in [0, 1].
            masks: for each hidden layer one mask a step, (steps, N, in).
            lr: learning rate of plain gradient descent.

        Returns:
            Every parameter after the training; those of the output layer are as before.
        """
        return self._greedy(x, [[(mask,) for mask in steps] for steps in masks], lr)

    def _step(self, layer: int, x: Array, drawn: Sequence[Array], lr: float) -> None:
        keys = [f"W{layer}", f"b{layer}", f"c{layer}"]
        autoencoder = DenoisingAutoencoder(*(self.params[key] for key in keys))
        for key, grad in zip(keys, autoencoder.gradient(x, drawn[0]).values(), strict=True):
            self.params[key] = self.params[key] - lr * grad
