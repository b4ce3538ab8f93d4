"""Attention: which of the T states of a sequence a query looks at.

N rows, T steps, H numbers in a state. No argument is changed; dhs, dh and da are gradients of hs, h and a.
Sources: Luong, Pham and Manning, EMNLP 2015, 1412-1421 (score by the inner product); Vaswani and others, NeurIPS 2017,
5998-6008 (scaled by 1/√H); *Deep Learning from Scratch 2*, chapter 8.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .functions import softmax

Array = NDArray[Any]


class WeightSum:
    """Context: c_n = Σ_t a_nt hs_nt, a mean of the states weighted by a."""

    def forward(self, hs: Array, a: Array) -> Array:
        """hs (N, T, H), a (N, T) -> c (N, H)."""
        self.hs, self.a = hs, a
        return np.asarray((hs * a[:, :, np.newaxis]).sum(axis=1))

    def backward(self, dc: Array) -> tuple[Array, Array]:
        """dc (N, H) -> dhs (N, T, H), da (N, T)."""
        dhs = self.a[:, :, np.newaxis] * dc[:, np.newaxis, :]
        da = (self.hs * dc[:, np.newaxis, :]).sum(axis=2)
        return dhs, da


class AttentionWeight:
    """Weights: a_n = softmax over t of s_nt = Σ_k hs_ntk h_nk.

    Convention: the score is the inner product as it is, as in the book; elsewhere it is divided by √H.
    """

    def forward(self, hs: Array, h: Array) -> Array:
        """hs (N, T, H), h (N, H) -> a (N, T), whose rows sum to 1."""
        self.hs, self.h = hs, h
        self.a = softmax((hs * h[:, np.newaxis, :]).sum(axis=2))
        return self.a.copy()

    def backward(self, da: Array) -> tuple[Array, Array]:
        """da (N, T) -> dhs (N, T, H), dh (N, H).

        Through the softmax: ds_t = a_t (da_t - Σ_u a_u da_u), as raising one score lowers every other weight.
        """
        ds = self.a * (da - (self.a * da).sum(axis=1, keepdims=True))
        dhs = ds[:, :, np.newaxis] * self.h[:, np.newaxis, :]
        dh = (ds[:, :, np.newaxis] * self.hs).sum(axis=1)
        return dhs, dh


class Attention:
    """The context of the weights that a query h gives to the states hs.

    Attributes:
        attention_weight: the weights (N, T) of the last forward.
    """

    weighting: Any = AttentionWeight
    summing: Any = WeightSum

    def __init__(self) -> None:
        self.attention_weight_layer = self.weighting()
        self.weight_sum_layer = self.summing()
        self.attention_weight: Array | None = None

    def forward(self, hs: Array, h: Array) -> Array:
        """hs (N, T, H), h (N, H) -> c (N, H)."""
        a = self.attention_weight_layer.forward(hs, h)
        self.attention_weight = a
        return np.asarray(self.weight_sum_layer.forward(hs, a))

    def backward(self, dc: Array) -> tuple[Array, Array]:
        """dc (N, H) -> dhs (N, T, H), dh (N, H): hs went into both layers, so its gradients add up."""
        dhs_sum, da = self.weight_sum_layer.backward(dc)
        dhs_weight, dh = self.attention_weight_layer.backward(da)
        return dhs_sum + dhs_weight, dh
