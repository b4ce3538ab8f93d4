"""Long short-term memory: one step, a step with peepholes, and a whole sequence.

N rows, T steps, D numbers in, H numbers in the hidden state h and in the memory cell c. No argument is changed.
Sources: *Deep Learning from Scratch 2*, chapter 6; reading-circle notes on *Detailed Deep Learning*, chapter 5; Gers,
Schraudolph and Schmidhuber, J. Mach. Learn. Res. 3 (2002) 115-143 (peepholes).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .functions import sigmoid

Array = NDArray[Any]


class LSTM:
    """One step: c_next = f c_prev + g i, h_next = o tanh(c_next).

    Args:
        Wx: weights of the input (D, 4H).
        Wh: weights of the hidden state (H, 4H).
        b: biases (4H,).

    Attributes:
        params: [Wx, Wh, b], 4H(D + H + 1) numbers.
        grads: [dWx, dWh, db], set by backward.

    Convention: the columns are those of f, g, i, o in this order, as in the book: forget gate, new information, input
    gate, output gate; f, i and o go through the sigmoid, g through tanh.
    """

    def __init__(self, Wx: Array, Wh: Array, b: Array) -> None:
        self.params = [Wx, Wh, b]
        self.grads = [np.zeros_like(param) for param in self.params]

    def forward(self, x: Array, h_prev: Array, c_prev: Array) -> tuple[Array, Array]:
        """x (N, D), h_prev and c_prev (N, H) -> h_next, c_next (N, H)."""
        Wx, Wh, b = self.params
        f, g, i, o = np.split(x @ Wx + h_prev @ Wh + b, 4, axis=1)
        self.f, self.g, self.i, self.o = sigmoid(f), np.tanh(g), sigmoid(i), sigmoid(o)
        self.x, self.h_prev, self.c_prev = x, h_prev, c_prev
        self.c_next = self.f * c_prev + self.g * self.i
        return self.o * np.tanh(self.c_next), self.c_next.copy()

    def backward(self, dh_next: Array, dc_next: Array) -> tuple[Array, Array, Array]:
        """dh_next, dc_next (N, H) -> dx (N, D), dh_prev, dc_prev (N, H).

        The cell hears from the next step and, through tanh and the output gate, from h_next. What goes on to c_prev is
        multiplied by f and by nothing else: with f = 1 an error travels any number of steps undiminished.
        """
        tanh_c = np.tanh(self.c_next)
        dc = dc_next + dh_next * self.o * (1.0 - tanh_c**2)
        df = dc * self.c_prev * self.f * (1.0 - self.f)
        dg = dc * self.i * (1.0 - self.g**2)
        di = dc * self.g * self.i * (1.0 - self.i)
        do = dh_next * tanh_c * self.o * (1.0 - self.o)
        dx, dh_prev = self._into_weights(np.hstack([df, dg, di, do]))
        return dx, dh_prev, dc * self.f

    def _into_weights(self, da: Array) -> tuple[Array, Array]:
        """da (N, 4H), the gradient before the four activations -> dx, dh_prev; sets grads."""
        Wx, Wh, _ = self.params
        self.grads = [self.x.T @ da, self.h_prev.T @ da, da.sum(axis=0)]
        return da @ Wx.T, da @ Wh.T


class PeepholeLSTM:
    """One step whose gates also see the cell: forget and input gate see c_prev, the output gate sees c_next.

    Args:
        Wx, Wh, b: as for LSTM.
        p: peephole weights (3, H) of the forget, the input and the output gate, one number for each cell.

    Attributes:
        params: [Wx, Wh, b, p]: 15 arrays where each gate's weights are counted apart, 4 + 4 + 4 + 3.
        grads: [dWx, dWh, db, dp], set by backward.

    Convention: the columns are those of f, g, i, o in this order.
    """

    def __init__(self, Wx: Array, Wh: Array, b: Array, p: Array) -> None:
        self.params = [Wx, Wh, b, p]
        self.grads = [np.zeros_like(param) for param in self.params]

    def forward(self, x: Array, h_prev: Array, c_prev: Array) -> tuple[Array, Array]:
        """x (N, D), h_prev and c_prev (N, H) -> h_next, c_next (N, H)."""
        Wx, Wh, b, p = self.params
        f, g, i, o = np.split(x @ Wx + h_prev @ Wh + b, 4, axis=1)
        self.x, self.h_prev, self.c_prev = x, h_prev, c_prev
        self.f, self.i, self.g = sigmoid(f + p[0] * c_prev), sigmoid(i + p[1] * c_prev), np.tanh(g)
        self.c_next = self.f * c_prev + self.g * self.i
        self.o = sigmoid(o + p[2] * self.c_next)
        return self.o * np.tanh(self.c_next), self.c_next.copy()

    def backward(self, dh_next: Array, dc_next: Array) -> tuple[Array, Array, Array]:
        """dh_next, dc_next (N, H) -> dx (N, D), dh_prev, dc_prev (N, H).

        The output gate comes first: the cell hears from it too. So does c_prev from the forget and the input gate.
        """
        Wx, Wh, _, p = self.params
        tanh_c = np.tanh(self.c_next)
        do = dh_next * tanh_c * self.o * (1.0 - self.o)
        dc = dc_next + dh_next * self.o * (1.0 - tanh_c**2) + do * p[2]
        df = dc * self.c_prev * self.f * (1.0 - self.f)
        dg = dc * self.i * (1.0 - self.g**2)
        di = dc * self.g * self.i * (1.0 - self.i)
        da = np.hstack([df, dg, di, do])
        dp = np.stack([(df * self.c_prev).sum(axis=0), (di * self.c_prev).sum(axis=0), (do * self.c_next).sum(axis=0)])
        self.grads = [self.x.T @ da, self.h_prev.T @ da, da.sum(axis=0), dp]
        return da @ Wx.T, da @ Wh.T, dc * self.f + df * p[0] + di * p[1]


class TimeLSTM:
    """A whole sequence: one LSTM step after the other with the same weights.

    Args:
        Wx, Wh, b: as for LSTM.
        stateful: whether forward starts from the state that the call before it ended in; else from 0.

    Attributes:
        params: [Wx, Wh, b].
        grads: [dWx, dWh, db], set by backward: sums over all steps.
        h, c: the last state and cell (N, H), None before the first call.
        dh: gradient of the first state (N, H), set by backward.

    Convention: gradients do not flow from one call into the call before it (truncated backpropagation).
    """

    cell: Any = LSTM

    def __init__(self, Wx: Array, Wh: Array, b: Array, stateful: bool = False) -> None:
        self.params = [Wx, Wh, b]
        self.grads = [np.zeros_like(param) for param in self.params]
        self.stateful = stateful
        self.h: Array | None = None
        self.c: Array | None = None
        self.dh: Array | None = None

    def set_state(self, h: Array, c: Array | None = None) -> None:
        """The next call of forward starts from h and c (N, H), where the layer is stateful; without c the cell is 0."""
        self.h, self.c = h, c

    def reset_state(self) -> None:
        """The next call of forward starts from 0."""
        self.h = self.c = None

    def forward(self, xs: Array) -> Array:
        """xs (N, T, D) -> every hidden state (N, T, H)."""
        n, steps, _ = xs.shape
        hidden = len(self.params[1])
        h = self.h if self.stateful and self.h is not None else np.zeros((n, hidden))
        c = self.c if self.stateful and self.c is not None else np.zeros((n, hidden))
        self.steps = [self.cell(*self.params) for _ in range(steps)]
        hs = np.empty((n, steps, hidden))
        for t, step in enumerate(self.steps):
            h, c = step.forward(xs[:, t], h, c)
            hs[:, t] = h
        self.h, self.c = h, c
        return hs

    def backward(self, dhs: Array) -> Array:
        """dhs (N, T, H) -> dxs (N, T, D): the gradient of the last cell is 0, that of the others comes from behind."""
        self.grads = [np.zeros_like(param) for param in self.params]
        dh = dc = np.zeros_like(dhs[:, 0])
        dxs: list[Array] = []
        for t, step in reversed(list(enumerate(self.steps))):
            dx, dh, dc = step.backward(dhs[:, t] + dh, dc)
            dxs.insert(0, dx)
            for total, grad in zip(self.grads, step.grads, strict=True):
                total += grad
        self.dh = dh
        return np.stack(dxs, axis=1)
