"""Inputs of one check, drawn from the seed."""

from __future__ import annotations

import math
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


MAX_DRAWN = 1 << 22


class Case:
    """Draws the inputs of one check; the same seed and name draw the same numbers.

    Args:
        seed: the seed of the grading.
        name: names the check, so that checks do not share draws.
    """

    def __init__(self, seed: int, name: str) -> None:
        self.seed = seed
        self.name = name
        self._entropy = [seed & 0xFFFFFFFFFFFFFFFF, zlib.crc32(name.encode())]
        self.rng = np.random.default_rng(self._entropy)
        self._generators = 0

    def draw_seed(self) -> int:
        """A seed for the implementation's own draws, below 2³²; not one of the case's draws."""
        return int(np.random.default_rng([*self._entropy, 1]).integers(2**32))

    def generator(self) -> np.random.Generator:
        """A generator to hand to the implementation, another one at each call; not one of the case's draws.

        It is for the implementation alone: behind the wall a twin of it draws, and this one stays where it is.
        """
        self._generators += 1
        return np.random.default_rng([*self._entropy, 2, self._generators])

    def normal(self, *shape: int, scale: float = 1.0) -> Array:
        """Standard normal numbers times `scale`, float64; each is one of float32 too, as some keep weights in it.

        Raises:
            ValueError: the shape, which may be that of an answer, has more elements than any check needs.
        """
        if math.prod(shape) > MAX_DRAWN:
            raise ValueError(f"an array of shape {shape}")
        return np.asarray(self.rng.standard_normal(shape) * scale).astype(np.float32).astype(np.float64)

    def uniform(self, *shape: int, low: float = 0.0, high: float = 1.0) -> Array:
        """Uniform numbers in [low, high), float64."""
        return np.asarray(self.rng.uniform(low, high, shape))

    def away_from_zero(self, *shape: int, gap: float = 0.1) -> Array:
        """Numbers of both signs with |x| ≥ `gap`, so that no kink at zero is near."""
        size = gap + np.abs(self.rng.standard_normal(shape))
        return np.asarray(size * self.signs(*shape))

    def signs(self, *shape: int) -> Array:
        """-1.0 and 1.0 with equal chance."""
        return np.asarray(self.rng.integers(0, 2, shape) * 2.0 - 1.0)

    def distinct(self, *shape: int, gap: float = 0.4) -> Array:
        """Numbers no two of which are nearer than `gap`, in random order: no ties for a maximum."""
        n = int(np.prod(shape))
        steps = self.rng.uniform(gap, 2 * gap, n).cumsum()
        return np.asarray(self.rng.permutation(steps - steps.mean()).reshape(shape))

    def integers(self, *shape: int, low: int = 0, high: int = 10) -> Array:
        """Integers in [low, high), int64."""
        return np.asarray(self.rng.integers(low, high, shape))

    def labels(self, n: int, classes: int) -> Array:
        """Class numbers (n,), int64."""
        return self.integers(n, high=classes)

    def one_hot(self, n: int, classes: int) -> Array:
        """One-hot rows (n, classes), float64."""
        return np.eye(classes)[self.labels(n, classes)]

    def probabilities(self, *shape: int) -> Array:
        """Rows that sum to 1 along the last axis and stay away from 0, float64."""
        raw = self.rng.uniform(0.2, 1.0, shape)
        return np.asarray(raw / raw.sum(axis=-1, keepdims=True))

    def like(self, tree: dict[str, Array], scale: float = 1.0) -> dict[str, Array]:
        """Standard normal arrays of the same keys and shapes, times `scale`."""
        return {key: self.normal(*np.shape(value), scale=scale) for key, value in tree.items()}

    def number(self, low: float, high: float) -> float:
        """One uniform Python float in [low, high)."""
        return float(self.rng.uniform(low, high))
