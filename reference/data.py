"""Putting data into order and out of it: shuffling, a validation part, crops and flips.

Random draws come from NumPy's global generator, as in the book; `np.random.seed` makes them repeat. No argument is
changed. Source: *Deep Learning from Scratch*, chapter 6.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def shuffle_dataset(x: Array, t: Array) -> tuple[Array, Array]:
    """x (N, ...) and t (N, ...) in one and the same random order, each order equally likely.

    Raises:
        ValueError: x and t are not equally many.
    """
    if len(x) != len(t):
        raise ValueError(f"{len(x)} examples and {len(t)} targets")
    order = np.random.permutation(len(x))
    return x[order], t[order]


def split_validation(x: Array, t: Array, rate: float = 0.2) -> tuple[Array, Array, Array, Array]:
    """Sets the share `rate` of the examples apart: -> x_train, t_train, x_val, t_val. Shuffled first.

    Convention: int(N · rate) examples go to validation, and what does not come out whole stays in training, as in the
    book.

    Raises:
        ValueError: x and t are not equally many.
    """
    x, t = shuffle_dataset(x, t)
    n = int(len(x) * rate)
    return x[n:], t[n:], x[:n], t[:n]


def random_crop(image: Array, size: tuple[int, int]) -> Array:
    """A window of size (height, width) at a random place of the image (H, W, C), each place equally likely.

    Raises:
        ValueError: the window is larger than the image.
    """
    height, width = size
    top = np.random.randint(0, image.shape[0] - height + 1)
    left = np.random.randint(0, image.shape[1] - width + 1)
    return image[top : top + height, left : left + width, :]


def horizontal_flip(image: Array) -> Array:
    """The image (H, W, C) with left and right exchanged.

    Convention: it flips always; whether to flip is for the caller to draw.
    """
    return image[:, ::-1, :]
