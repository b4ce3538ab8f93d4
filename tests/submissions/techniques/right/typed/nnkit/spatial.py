from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Tuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def im2col(input_data: np.ndarray, filter_h: int, filter_w: int, stride: int = 1, pad: int = 0) -> np.ndarray:
    img = np.pad(input_data, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    win = sliding_window_view(img, (filter_h, filter_w), axis=(2, 3))[:, :, ::stride, ::stride]
    n, c, oh, ow = win.shape[:4]
    return win.transpose(0, 2, 3, 1, 4, 5).reshape(n * oh * ow, c * filter_h * filter_w)


def col2im(
    col: np.ndarray, input_shape: Tuple[int, int, int, int], filter_h: int, filter_w: int, stride: int = 1, pad: int = 0
) -> np.ndarray:
    """Sends the place numbers through im2col and adds up with np.bincount."""
    n, c, h, w = input_shape
    places = np.arange(1, n * c * h * w + 1).reshape(input_shape)
    where = im2col(places, filter_h, filter_w, stride, pad).astype(int)
    sums = np.bincount(where.ravel(), weights=np.asarray(col, dtype=float).ravel(), minlength=n * c * h * w + 1)
    return sums[1:].reshape(input_shape)


class _Pool(ABC):
    def __init__(self, pool_h: int, pool_w: int, stride: int = 2, pad: int = 0) -> None:
        self.pool = (pool_h, pool_w)
        self.stride = stride
        self.pad = pad

    @abstractmethod
    def reduce(self, win: np.ndarray) -> np.ndarray: ...

    @abstractmethod
    def share(self) -> np.ndarray: ...

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.shape = x.shape
        n, c, _, _ = x.shape
        col = im2col(x, *self.pool, self.stride, self.pad)
        p = self.pad
        oh = (x.shape[2] + 2 * p - self.pool[0]) // self.stride + 1
        ow = (x.shape[3] + 2 * p - self.pool[1]) // self.stride + 1
        self.win = col.reshape(n, oh, ow, c, -1)
        return self.reduce(self.win).transpose(0, 3, 1, 2)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        d = dout.transpose(0, 2, 3, 1)[..., None] * self.share()
        return col2im(d.reshape(-1, d.shape[3] * d.shape[4]), self.shape, *self.pool, self.stride, self.pad)


class Pooling(_Pool):
    def reduce(self, win: np.ndarray) -> np.ndarray:
        return win.max(axis=-1)

    def share(self) -> np.ndarray:
        mask = self.win == self.win.max(axis=-1, keepdims=True)
        return mask / mask.sum(axis=-1, keepdims=True)


class AveragePooling(_Pool):
    def reduce(self, win: np.ndarray) -> np.ndarray:
        return win.mean(axis=-1)

    def share(self) -> np.ndarray:
        return np.full(self.win.shape, 1.0 / self.win.shape[-1])
