"""Parameters and images at which the gradient of a small network can be measured: nothing is near a kink.

Steps along a direction of ±1 are 0.05 at most, one array at a time. Images are small and filters large, so that a step
of W1 moves a convolution's value by 0.05 Σ|x| ≤ 0.05 · 27 · 0.05 = 0.07 and usually by half of that; one of b1 moves it
by 0.05, and all four values of a window alike. W2 and what stands before it move a hidden unit by 0.5 or so, which the
biases b2 make room for.
"""

from typing import Any, NamedTuple

import numpy as np

from ....reference.convolution import Convolution, Pooling
from ...checking import Array, Case

CANDIDATES, MOST_DRAWS = 200, 400
AWAY_FROM_0, AHEAD, HIDDEN, SPREAD = 0.06, 0.06, 0.8, 3.0
"""Of a convolution's value from 0, of a window's maximum from its second, of a hidden unit from 0; scores of a row."""


class Place(NamedTuple):
    """Rows, an image's channels and side, the convolution, hidden units and classes."""

    rows: int
    channels: int
    side: int
    filters: int
    size: int
    pad: int
    stride: int
    hidden: int
    classes: int

    def arguments(self) -> tuple[Any, ...]:
        """What the network is made with."""
        conv = {"filter_num": self.filters, "filter_size": self.size, "pad": self.pad, "stride": self.stride}
        return (self.channels, self.side, self.side), conv, self.hidden, self.classes


def draw(case: Case, place: Place) -> tuple[dict[str, Array], Array]:
    """Parameters by name, and images x (rows, C, side, side). Every value is one of float32 too."""
    for _ in range(MOST_DRAWS):
        W1 = _single(case.normal(place.filters, place.channels, place.size, place.size, scale=8.0))
        b1 = _single(case.normal(place.filters, scale=0.3))
        x, z1 = _images(case, place, W1, b1)
        if len(x) < place.rows:
            continue
        W2 = _single(case.normal(z1.shape[1], place.hidden, scale=0.9 / np.sqrt(z1.shape[1])))
        b2 = _shift(case, z1 @ W2)
        z2 = np.maximum(z1 @ W2 + b2, 0)
        W3 = _single(case.normal(place.hidden, place.classes, scale=0.6 / np.sqrt(place.hidden)))
        b3 = _single(case.normal(place.classes, scale=0.3))
        if float(np.ptp(z2 @ W3 + b3, axis=1).max()) <= SPREAD:
            return {"W1": W1, "b1": b1, "W2": W2, "b2": b2, "W3": W3, "b3": b3}, x
    raise ValueError(f"nothing away from kinks at {place}")


def _images(case: Case, place: Place, W1: Array, b1: Array) -> tuple[Array, Array]:
    """Images that are not near a kink, as many as are wanted or fewer, and what the pooling gives for them."""
    shape = (CANDIDATES, place.channels, place.side, place.side)
    x = _single(case.uniform(*shape, low=-0.05, high=0.05))
    a = Convolution(W1, b1, place.stride, place.pad).forward(x)
    n, filters, h, w = a.shape
    windows = np.sort(a.reshape(n, filters, h // 2, 2, w // 2, 2).transpose(0, 1, 2, 4, 3, 5).reshape(n, -1, 4))
    ahead = (windows[..., 3] - windows[..., 2] >= AHEAD) | (windows[..., 3] < 0)
    good = (np.abs(windows) >= AWAY_FROM_0).all(axis=(1, 2)) & ahead.all(axis=1) & (a > 0).any(axis=(1, 2, 3))
    kept = np.flatnonzero(good)[: place.rows]
    pooled = Pooling(2, 2, 2).forward(np.maximum(a[kept], 0)) if len(kept) else a[:0]
    return x[kept], pooled.reshape(len(kept), filters * h * w // 4)


def _shift(case: Case, a: Array) -> Array:
    """A bias for each column that takes no entry near 0: all below in the last one, where a ReLU shows."""
    shift = np.empty(a.shape[1])
    for column, values in enumerate(a.T):
        moved = values + case.normal(200, 1, scale=1.5)
        last = column == a.shape[1] - 1
        good = (np.abs(moved) >= HIDDEN).all(axis=1) & ((moved < 0).all(axis=1) if last else (moved > 0).any(axis=1))
        sure = -HIDDEN - values.max() - 0.1 if last else HIDDEN - values.min() + 0.1
        shift[column] = moved[good.argmax(), 0] - values[0] if good.any() else sure
    return _single(shift)


def _single(values: Array) -> Array:
    return np.asarray(values, dtype=np.float32).astype(np.float64)
