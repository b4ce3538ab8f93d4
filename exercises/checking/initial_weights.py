"""What functions that draw the first weights of a layer are asked, whichever rule they follow.

The two sizes are so far apart that every rule in use gives another deviation, 5 % at the least from its neighbours.

False-alarm rates: each deviation and each mean leaves its margin with chance at most 1e-9 (`statistics`), whatever the
distribution, as long as its tails are no heavier than the normal's: normal, uniform, truncated normal. Two draws of
2,000 weights are never equal.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .answers import Claim, Estimate
from .case import Array
from .statistics import centre, spread

SIZES = [(160, 400), (400, 160)]

Init = Callable[[int, int], Any]
"""From the numbers of units before and after to the weights."""


def own_draws(init: Init) -> list[Any]:
    """Every weight has a draw of its own, and another one at the next call."""
    first, second = (_drawn(init, 40, 50) for _ in range(2))
    sort = [bool(first.any()), bool(first.std() > 0)]
    alike = [bool((first == first[0]).all()), bool((first == first[:, :1]).all())]
    return [
        Claim(not np.array_equal(first, second, equal_nan=True), "same_again", fingerprint=sort),
        Claim(not any(alike), "rows_alike", fingerprint=alike),
        Claim(any(alike) or not _one_value(first), "one_value"),
        first.shape,
    ]


def deviations(init: Init) -> list[Estimate]:
    """The weights' deviation, for two sizes."""
    return [spread(_drawn(init, *size)) for size in SIZES]


def means(init: Init) -> list[Estimate]:
    """Against 0, in units of the weights' own deviation."""
    return [centre(weights / weights.std(), 1.0) for weights in (_drawn(init, *size) for size in SIZES)]


def _drawn(init: Init, n_in: int, n_out: int) -> Array:
    return np.asarray(init(n_in, n_out), dtype=float)


def _one_value(weights: Array) -> bool:
    """Whether a whole row or column holds one value."""
    return any(bool((np.ptp(weights, axis=axis) == 0).any()) for axis in (0, 1))
