from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


class Layer(Protocol):
    params: list[Array]
    grads: list[Array]


def expit(x: Array) -> Array:
    return np.exp(-np.logaddexp(0.0, -x))


def softmax(x: Array, axis: int = -1) -> Array:
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def log_softmax(x: Array, axis: int = -1) -> Array:
    shifted = x - x.max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


def softmax_vjp(y: Array, dy: Array, axis: int = -1) -> Array:
    return y * (dy - (y * dy).sum(axis=axis, keepdims=True))


def bernoulli_nll(logits: Array, target: Array) -> float:
    """-Σ t log σ(l) + (1 - t) log(1 - σ(l)), mean over the rows"""
    return float((np.logaddexp(0.0, logits) - target * logits).sum(axis=1).mean())
