"""Penalties on the weights, and their gradients. W is an array of any shape; biases are not penalised.

Source: *Deep Learning from Scratch*, chapter 6.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def l1_penalty(W: Array, lam: float) -> float:
    """λ Σ|W|."""
    return float(lam * np.abs(W).sum())


def l1_gradient(W: Array, lam: float) -> Array:
    """λ sign(W), in the shape of W.

    Convention: 0 at W = 0, where |W| has a kink and every slope from -λ to λ would do.
    """
    return np.asarray(lam * np.sign(W))


def l2_penalty(W: Array, lam: float) -> float:
    """½ λ ΣW².

    Convention: the ½ is there so that the gradient is λW without a factor, as in the book.
    """
    return float(0.5 * lam * (W**2).sum())


def l2_gradient(W: Array, lam: float) -> Array:
    """λ W, in the shape of W."""
    return np.asarray(lam * W)
