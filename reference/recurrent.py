"""Recurrent layers: one step in time, and a whole sequence with backpropagation through time.

N rows, T steps, D numbers in, H numbers in the hidden state. No argument is changed.
Sources: *Deep Learning from Scratch 2*, chapter 5; reading-circle notes on *Detailed Deep Learning*, chapters 4 and 5.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


class RNN:
    """One step: h_next = tanh(x Wx + h_prev Wh + b).

    Args:
        Wx: weights of the input (D, H).
        Wh: weights of the hidden state (H, H).
        b: biases (H,).

    Attributes:
        params: [Wx, Wh, b].
        grads: [dWx, dWh, db], set by backward.

    Convention: the state stands on the left, as in the book: x Wx, not Wx x.
    """

    def __init__(self, Wx: Array, Wh: Array, b: Array) -> None:
        self.params = [Wx, Wh, b]
        self.grads = [np.zeros_like(param) for param in self.params]

    def forward(self, x: Array, h_prev: Array) -> Array:
        """x (N, D), h_prev (N, H) -> h_next (N, H)."""
        Wx, Wh, b = self.params
        self.x, self.h_prev = x, h_prev
        self.h_next = np.tanh(x @ Wx + h_prev @ Wh + b)
        return np.array(self.h_next)

    def backward(self, dh_next: Array) -> tuple[Array, Array]:
        """dh_next (N, H) -> dx (N, D), dh_prev (N, H)."""
        Wx, Wh, _ = self.params
        da = dh_next * (1.0 - self.h_next**2)
        self.grads = [self.x.T @ da, self.h_prev.T @ da, da.sum(axis=0)]
        return da @ Wx.T, da @ Wh.T


class TimeRNN:
    """A whole sequence: one step after the other with the same weights.

    Args:
        Wx, Wh, b: as for one step.
        stateful: whether forward starts from the state that the call before it ended in; else from 0.

    Attributes:
        params: [Wx, Wh, b].
        grads: [dWx, dWh, db], set by backward: sums over all steps.
        h: the last state (N, H), None before the first call.
        dh: gradient of the first state (N, H), set by backward.

    Convention: gradients do not flow from one call into the call before it (truncated backpropagation).
    """

    cell: Any = RNN

    def __init__(self, Wx: Array, Wh: Array, b: Array, stateful: bool = False) -> None:
        self.params = [Wx, Wh, b]
        self.grads = [np.zeros_like(param) for param in self.params]
        self.stateful = stateful
        self.h: Array | None = None
        self.dh: Array | None = None

    def set_state(self, h: Array) -> None:
        """The next call of forward starts from h (N, H), where the layer is stateful."""
        self.h = h

    def reset_state(self) -> None:
        """The next call of forward starts from 0."""
        self.h = None

    def forward(self, xs: Array) -> Array:
        """xs (N, T, D) -> every hidden state (N, T, H)."""
        n, steps, _ = xs.shape
        hidden = len(self.params[1])
        h = self.h if self.stateful and self.h is not None else np.zeros((n, hidden))
        self.steps = [self.cell(*self.params) for _ in range(steps)]
        hs = np.empty((n, steps, hidden))
        for t, step in enumerate(self.steps):
            h = hs[:, t] = step.forward(xs[:, t], h)
        self.h = h
        return hs

    def backward(self, dhs: Array) -> Array:
        """dhs (N, T, H) -> dxs (N, T, D).

        What reaches a step is the gradient of its own output and the one that comes back from the step after it.
        """
        self.grads = [np.zeros_like(param) for param in self.params]
        dh = np.zeros_like(dhs[:, 0])
        dxs: list[Array] = []
        for t, step in reversed(list(enumerate(self.steps))):
            dx, dh = step.backward(dhs[:, t] + dh)
            dxs.insert(0, dx)
            for total, grad in zip(self.grads, step.grads, strict=True):
                total += grad
        self.dh = dh
        return np.stack(dxs, axis=1)
