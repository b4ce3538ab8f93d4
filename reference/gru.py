"""Gated recurrent unit: one step and a whole sequence.

N rows, T steps, D numbers in, H numbers in the hidden state. No argument is changed.
Sources: *Deep Learning from Scratch 2*, appendix C; Cho and others, arXiv:1406.1078; reading-circle notes on *Detailed
Deep Learning*, chapter 5.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .functions import sigmoid
from .recurrent import TimeRNN

Array = NDArray[Any]


class GRU:
    """One step: h_next = (1 - z) h_prev + z h̃ with h̃ = tanh(x Wxh + (r h_prev) Whh + bh).

    Args:
        Wx: weights of the input (D, 3H).
        Wh: weights of the hidden state (H, 3H).
        b: biases (3H,).

    Attributes:
        params: [Wx, Wh, b], 3H(D + H + 1) numbers: 9 arrays where those of z, r and h̃ are counted apart.
        grads: [dWx, dWh, db], set by backward.

    Convention: the columns are those of z, r, h̃ in this order; z is the share of the new h̃; r acts on h_prev before
    the product with Whh. All as in the book. Cho and others, and PyTorch, let z be the share of the old state; PyTorch
    lets r act after the product.
    """

    def __init__(self, Wx: Array, Wh: Array, b: Array) -> None:
        self.params = [Wx, Wh, b]
        self.grads = [np.zeros_like(param) for param in self.params]

    def forward(self, x: Array, h_prev: Array) -> Array:
        """x (N, D), h_prev (N, H) -> h_next (N, H)."""
        Wx, Wh, b = self.params
        H = len(Wh)
        gates = sigmoid(x @ Wx[:, : 2 * H] + h_prev @ Wh[:, : 2 * H] + b[: 2 * H])
        self.x, self.h_prev = x, h_prev
        self.z, self.r = gates[:, :H], gates[:, H:]
        self.new = np.tanh(x @ Wx[:, 2 * H :] + self._recalled() + b[2 * H :])
        return np.asarray((1.0 - self.z) * h_prev + self.z * self.new)

    def _recalled(self) -> Array:
        """What h̃ hears of the old state: (r h_prev) Whh."""
        Wh = self.params[1]
        return np.asarray((self.r * self.h_prev) @ Wh[:, 2 * len(Wh) :])

    def _recalled_back(self, dnew: Array) -> tuple[Array, Array, Array]:
        """Gradient before the tanh (N, H) -> dr, the part of dh_prev and dWhh that come through `_recalled`."""
        Wh = self.params[1]
        dreset = dnew @ Wh[:, 2 * len(Wh) :].T
        return dreset * self.h_prev, dreset * self.r, (self.r * self.h_prev).T @ dnew

    def backward(self, dh_next: Array) -> tuple[Array, Array]:
        """dh_next (N, H) -> dx (N, D), dh_prev (N, H): the old state is heard from four times."""
        Wx, Wh, _ = self.params
        H = len(Wh)
        dnew = dh_next * self.z * (1.0 - self.new**2)
        dr, dh_reset, dWhh = self._recalled_back(dnew)
        dz = dh_next * (self.new - self.h_prev)
        dgates = np.hstack([dz * self.z * (1.0 - self.z), dr * self.r * (1.0 - self.r)])
        da = np.hstack([dgates, dnew])
        self.grads = [self.x.T @ da, np.hstack([self.h_prev.T @ dgates, dWhh]), da.sum(axis=0)]
        return da @ Wx.T, dh_next * (1.0 - self.z) + dh_reset + dgates @ Wh[:, : 2 * H].T


class TimeGRU(TimeRNN):
    """A whole sequence: one GRU step after the other with the same weights.

    Everything but the step is as for TimeRNN: h starts from 0 or, where stateful, from the last state; grads are sums
    over all steps.
    """

    cell: Any = GRU
