from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ....reference.functions import relu
from ....reference.normalization import BatchNormalization

Array = Any
LAYERS, UNITS, ROWS, WEAK = 5, 50, 100, 0.01


def layer(units: int = UNITS) -> BatchNormalization:
    return BatchNormalization(np.ones(units), np.zeros(units))


def signal(normalised: bool) -> float:
    """Deviation of the last layer's activations, where the weights are far too small."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((ROWS, UNITS))
    for _ in range(LAYERS):
        x = x @ (WEAK * rng.standard_normal((UNITS, UNITS)))
        x = relu(layer().forward(x) if normalised else x)
    return float(x.std())


def noise(train: bool) -> float:
    """Deviation of the output of one example over batches of which only the other examples change."""
    rng = np.random.default_rng(0)
    normalise, example = layer(1), np.ones((1, 1))
    for _ in range(20):
        normalise.forward(rng.standard_normal((10, 1)))
    batches = [np.vstack([example, rng.standard_normal((9, 1))]) for _ in range(50)]
    return float(np.std([normalise.forward(batch, train)[0, 0] for batch in batches]))


def zeros() -> int:
    """How many gradients of the weights before it are exactly 0."""
    rng = np.random.default_rng(0)
    x, W, normalise = rng.standard_normal((ROWS, UNITS)), rng.standard_normal((UNITS, UNITS)), layer()
    normalise.forward(x @ W)
    return int((x.T @ normalise.backward(rng.standard_normal((ROWS, UNITS))) == 0).sum())


def bend() -> float:
    """How far it is from a straight line at test time: its value at a midpoint against the mean of the ends'."""
    rng = np.random.default_rng(0)
    normalise = layer()
    normalise.forward(rng.standard_normal((ROWS, UNITS)))
    a, b = rng.standard_normal((2, 1, UNITS))
    left, right, middle = (normalise.forward(x, False) for x in (a, b, (a + b) / 2))
    return float(np.abs(middle - (left + right) / 2).max())


EFFECTS: dict[str, Callable[[], bool]] = {
    "stable": lambda: signal(True) > 0.1 > signal(False),
    "overfitting": lambda: noise(True) > 0.1,
    "sparse": lambda: zeros() > 0,
    "test_batch": lambda: noise(False) > 1e-9,
    "no_activation": lambda: bend() > 1e-9,
}


def answer() -> list[str]:
    return [name for name, holds in EFFECTS.items() if holds()]


def figures() -> dict[str, float]:
    return {
        "weak": WEAK,
        "layers": LAYERS,
        "without": signal(False),
        "with_bn": signal(True),
        "noise": noise(True),
        "noise_at_test": noise(False),
        "zeros": zeros(),
        "count": UNITS**2,
        "bend": bend(),
    }
