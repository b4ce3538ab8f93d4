"""A recurrent layer with an affine one on its last state: what the experiments on sequences train."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...reference.optimizers import Adam
from .case import Array, Case
from .recurrent import WEIGHTS, kept_grads

CLIP = 1.0


class Forecast:
    """Gives one number for each sequence; trained on the mean squared error with Adam, its gradients clipped.

    Args:
        case: draws the first weights.
        layer: the recurrent layer, made with Wx, Wh and b.
        d: numbers in at each step.
        h: numbers in the state.
        gates: how many blocks of columns the weights have.
        lr: rate of Adam.
    """

    def __init__(self, case: Case, layer: Callable[..., Any], d: int, h: int, gates: int, lr: float) -> None:
        self._layer = layer
        self._optimizer = Adam(lr)
        self.params = {
            "Wx": case.normal(d, gates * h, scale=d**-0.5),
            "Wh": case.normal(h, gates * h, scale=h**-0.5),
            "b": np.zeros(gates * h),
            "W": case.normal(h, 1, scale=h**-0.5),
            "c": np.zeros(1),
        }

    def predict(self, x: Array) -> Array:
        """x (N, T, D) -> (N,)."""
        return self._forward(x)[2]

    def _forward(self, x: Array) -> tuple[Any, Array, Array]:
        layer = self._layer(*(self.params[name] for name in WEIGHTS))
        hs = np.asarray(layer.forward(x), dtype=float)
        return layer, hs, (hs[:, -1] @ self.params["W"] + self.params["c"])[:, 0]

    def step(self, x: Array, t: Array) -> None:
        """One step on sequences x (N, T, D) and their targets t (N,)."""
        layer, hs, y = self._forward(x)
        dy = 2.0 * (y - t)[:, np.newaxis] / len(t)
        dhs = np.zeros_like(hs)
        dhs[:, -1] = dy @ self.params["W"].T
        layer.backward(dhs)
        grads = {**kept_grads(layer, *WEIGHTS), "W": hs[:, -1].T @ dy, "c": dy.sum(axis=0)}
        norm = float(np.sqrt(sum((grad**2).sum() for grad in grads.values())))
        rate = min(1.0, CLIP / (norm + 1e-6))
        self._optimizer.update(self.params, {name: rate * grad for name, grad in grads.items()})
