"""Mini-batches: a few examples stand for all of them.

Source: *Deep Learning from Scratch*, chapter 4.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def minibatch_indices(n: int, batch_size: int, rng: np.random.Generator) -> Array:
    """Draws the places of a mini-batch among n examples: (batch_size,) whole numbers from 0 to n - 1.

    Args:
        n: number of examples.
        batch_size: number of places to draw.
        rng: where the draws come from, and nowhere else.

    Raises:
        ValueError: n is not positive, or batch_size is negative.

    Convention: with replacement, as in the book, so that an example may come twice in a batch.
    """
    return rng.choice(n, batch_size)
