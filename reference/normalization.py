"""Batch normalization (Ioffe and Szegedy, 2015). Source: *Deep Learning from Scratch*, chapter 6."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

EPSILON = 10e-7
"""Keeps the root away from 0. The book writes 10e-7, which is 1e-6."""


class BatchNormalization:
    """out = γ x̂ + β with x̂ = (x - μ) / √(σ² + ε): mean 0 and variance 1 for each feature over the batch.

    Args:
        gamma: scale (D,).
        beta: shift (D,).
        momentum: share of the old running statistics that is kept at each training batch.

    Attributes:
        dgamma, dbeta: gradients, set by backward.
        running_mean, running_var: what test time uses, (D,); None before the first training batch.

    Convention: x of four dimensions (N, C, H, W) is taken as (N, D) with D = C·H·W, each activation a feature of its
    own. The variance is the biased one, in the running statistics too, and these start at 0. All as in the book.
    """

    def __init__(self, gamma: Array, beta: Array, momentum: float = 0.9) -> None:
        self.gamma = gamma
        self.beta = beta
        self.momentum = momentum
        self.running_mean: Array | None = None
        self.running_var: Array | None = None
        self.dgamma = np.zeros_like(gamma)
        self.dbeta = np.zeros_like(beta)

    def forward(self, x: Array, train_flg: bool = True) -> Array:
        """x (N, D) or (N, C, H, W) -> the same shape.

        Raises:
            ValueError: test time before any training batch.
        """
        rows = x.reshape(len(x), -1)
        out = self._train(rows) if train_flg else self._test(rows)
        return np.asarray(out.reshape(x.shape))

    def _train(self, x: Array) -> Array:
        mean, var = x.mean(axis=0), x.var(axis=0)
        self._keep(mean, var)
        self.std = np.sqrt(var + EPSILON)
        self.xn = (x - mean) / self.std
        return np.asarray(self.gamma * self.xn + self.beta)

    def _keep(self, mean: Array, var: Array) -> None:
        old_mean = np.zeros_like(mean) if self.running_mean is None else self.running_mean
        old_var = np.zeros_like(var) if self.running_var is None else self.running_var
        self.running_mean = self.momentum * old_mean + (1.0 - self.momentum) * mean
        self.running_var = self.momentum * old_var + (1.0 - self.momentum) * var

    def _test(self, x: Array) -> Array:
        if self.running_mean is None or self.running_var is None:
            raise ValueError("no running statistics yet: run a training batch first")
        xn = (x - self.running_mean) / np.sqrt(self.running_var + EPSILON)
        return np.asarray(self.gamma * xn + self.beta)

    def backward(self, dout: Array) -> Array:
        """dout in the shape of out -> dx in the shape of x.

        μ and σ depend on every row of x. What flows back through them takes away, from the gradient that each row
        sends, its mean over the batch and its part along x̂.
        """
        rows = dout.reshape(len(dout), -1)
        self.dbeta = rows.sum(axis=0)
        self.dgamma = (rows * self.xn).sum(axis=0)
        dxn = self.gamma * rows
        dx = (dxn - dxn.mean(axis=0) - self.xn * (dxn * self.xn).mean(axis=0)) / self.std
        return np.asarray(dx.reshape(dout.shape))
