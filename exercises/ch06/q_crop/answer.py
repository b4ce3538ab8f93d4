from __future__ import annotations

from typing import Any

import numpy as np

from ....reference.data import random_crop
from ...checking.case import Case
from ...checking.draws import seeded

HEIGHT, WIDTH = 4, 3
TRIES = 100_000


def draw(case: Case) -> dict[str, Any]:
    """An image no two numbers of which are equal, and a window that is neither square nor at a border."""
    top, left = (int(n) for n in case.integers(2, low=1, high=4))
    return {"image": case.distinct(9, 8, 3), "top": top, "bottom": top + HEIGHT, "left": left, "right": left + WIDTH}


def answer(image: Any, top: int, bottom: int, left: int, right: int) -> Any:
    """The window that random_crop takes when it draws this place."""
    with seeded(0):
        for _ in range(TRIES):
            window = random_crop(image, (bottom - top, right - left))
            if window[0, 0, 0] == image[top, left, 0]:
                return window
    raise RuntimeError("random_crop never drew the place")


def errors(image: Any, top: int, bottom: int, left: int, right: int) -> dict[str, Any]:
    return {
        "axes_swapped": image[left:right, top:bottom, :],
        "channels_first": image[:, top:bottom, left:right],
        "one_more": image[top : bottom + 1, left : right + 1, :],
        "rows_only": image[top:bottom],
        "one_channel": image[top:bottom, left:right, 0],
    }


def figures() -> dict[str, Any]:
    with seeded(0):
        window = random_crop(np.zeros((9, 8, 3)), (HEIGHT, WIDTH))
    return {"height": HEIGHT, "width": WIDTH, "shape": window.shape}
