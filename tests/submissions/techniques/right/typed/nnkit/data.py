from __future__ import annotations

from typing import Tuple

import numpy as np

_rng = np.random.default_rng()


def shuffle_dataset(x: np.ndarray, t: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    assert len(x) == len(t), "x and t must have the same length"
    order = _rng.permutation(len(x))
    return np.take(x, order, axis=0), np.take(t, order, axis=0)


def split_validation(
    x: np.ndarray, t: np.ndarray, rate: float = 0.2
) -> Tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    if not 0 < rate < 1:
        raise ValueError("rate must lie between 0 and 1")
    n_val = int(len(x) * rate)
    x, t = shuffle_dataset(x, t)
    x_val, x_train = np.split(x, [n_val])
    t_val, t_train = np.split(t, [n_val])
    return x_train, t_train, x_val, t_val


def random_crop(image: np.ndarray, size: Tuple[int, int]) -> np.ndarray:
    windows = np.lib.stride_tricks.sliding_window_view(image, size, axis=(0, 1))
    i = _rng.integers(windows.shape[0])
    j = _rng.integers(windows.shape[1])
    return windows[i, j].transpose(1, 2, 0)


def horizontal_flip(image: np.ndarray) -> np.ndarray:
    return np.fliplr(image)
