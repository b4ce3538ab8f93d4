"""A bidirectional recurrent layer: one direction reads the sequence from the first step, the other from the last.

N rows, T steps, D numbers in, H numbers in the hidden state of each direction. No argument is changed.
Sources: Schuster and Paliwal, IEEE Trans. Signal Process. 45 (1997) 2673-2681; *Deep Learning from Scratch 2*, chapter
8; reading-circle notes on *Detailed Deep Learning*, chapter 6.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .recurrent import TimeRNN

Array = NDArray[Any]


class BiRNN:
    """Two recurrent layers over one sequence; at each step their states stand side by side.

    first:  h1_t = tanh(x_t Wx1 + h1_{t-1} Wh1 + b1)
    second: h2_t = tanh(x_t Wx2 + h2_{t+1} Wh2 + b2)

    Args:
        Wx1, Wh1, b1: weights (D, H), (H, H) and biases (H,) of the direction from the first step to the last.
        Wx2, Wh2, b2: those of the direction from the last step to the first.

    Attributes:
        params: [Wx1, Wh1, b1, Wx2, Wh2, b2].
        grads: their gradients in the same order, set by backward: sums over all steps.

    Convention: columns 0 to H-1 of the output are those of the first direction; both directions start from 0.
    """

    layer: Any = TimeRNN

    def __init__(self, Wx1: Array, Wh1: Array, b1: Array, Wx2: Array, Wh2: Array, b2: Array) -> None:
        self.onward = self.layer(Wx1, Wh1, b1)
        self.backward_in_time = self.layer(Wx2, Wh2, b2)
        self.params = [Wx1, Wh1, b1, Wx2, Wh2, b2]
        self.grads = [np.zeros_like(param) for param in self.params]

    def forward(self, xs: Array) -> Array:
        """xs (N, T, D) -> hs (N, T, 2H).

        The second layer is given the sequence from the last step on, so its states are turned round again before they
        are joined: column by column, step t then holds what was read up to t and what was read down to t.
        """
        hs1 = self.onward.forward(xs)
        hs2 = self.backward_in_time.forward(xs[:, ::-1])[:, ::-1]
        return np.concatenate([hs1, hs2], axis=2)

    def backward(self, dhs: Array) -> Array:
        """dhs (N, T, 2H) -> dxs (N, T, D): x_t went into both directions, so its gradients add up."""
        dhs1, dhs2 = np.split(dhs, 2, axis=2)
        dxs1 = self.onward.backward(dhs1)
        dxs2 = self.backward_in_time.backward(dhs2[:, ::-1])[:, ::-1]
        self.grads = [*self.onward.grads, *self.backward_in_time.grads]
        return np.asarray(dxs1 + dxs2)
