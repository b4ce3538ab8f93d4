"""Mistakes that both pooling layers share. Each takes the right layer and gives a wrong one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .case import Array


def output_not_transposed(layer: type) -> type:
    """The layer whose forward reshapes its output without moving the axes."""

    class Wrong(layer):  # type: ignore[misc]
        def forward(self, x: Array) -> Array:
            out = super().forward(x)
            return np.asarray(out.transpose(0, 2, 3, 1).reshape(out.shape))

    return Wrong


def dout_not_transposed(layer: type) -> type:
    """The layer whose backward flattens dout without moving the axes."""

    class Wrong(layer):  # type: ignore[misc]
        def backward(self, dout: Array) -> Any:
            n, c, h, w = dout.shape
            return super().backward(dout.reshape(n, h, w, c).transpose(0, 3, 1, 2))

    return Wrong


def sides_swapped(layer: type) -> type:
    """The layer that takes the height of its windows for their width."""

    class Wrong(layer):  # type: ignore[misc]
        def __init__(self, pool_h: int, pool_w: int, *rest: int) -> None:
            super().__init__(pool_w, pool_h, *rest)

    return Wrong


def over_channels(layer: type, join: Callable[..., Array], kept: bool = False) -> type:
    """The layer that joins all channels of a window into one output, or gives it to each of them."""

    class Wrong(layer):  # type: ignore[misc]
        def forward(self, x: Array) -> Array:
            joined = join(super().forward(x), axis=1, keepdims=True)
            return np.repeat(joined, x.shape[1] if kept else 1, axis=1)

        def backward(self, dout: Array) -> Any:
            return super().backward(dout if kept else np.repeat(dout[:, :1], self.x_shape[1], axis=1))

    return Wrong


def _back_by(layer: type, bring: Callable[[Any, Array, Array], None], cut: bool = True) -> type:
    """The layer that brings its windows (N, OH, OW, C, ph, pw) back to the padded image in another way."""

    class Wrong(layer):  # type: ignore[misc]
        def _back(self, dwindows: Array) -> Array:
            n, c, h, w = self.x_shape
            p, s = self.pad, self.stride
            image = np.zeros((n, c, h + 2 * p, w + 2 * p))
            out_h, out_w = (h + 2 * p - self.pool_h) // s + 1, (w + 2 * p - self.pool_w) // s + 1
            bring(self, image, dwindows.reshape(n, out_h, out_w, c, self.pool_h, self.pool_w))
            return image[:, :, p : p + h, p : p + w] if cut else image

    return Wrong


def _window(layer: Any, image: Array, i: int, j: int, stride: int) -> Array:
    return image[:, :, i * stride : i * stride + layer.pool_h, j * stride : j * stride + layer.pool_w]


def overlap_overwritten(layer: type) -> type:
    """The layer whose backward writes over what an earlier window left."""

    def bring(self: Any, image: Array, parts: Array) -> None:
        for i, j in np.ndindex(parts.shape[1:3]):
            _window(self, image, i, j, self.stride)[...] = parts[:, i, j]

    return _back_by(layer, bring)


def overwritten_by_place(layer: type) -> type:
    """The same where one place of all windows is written at a time, as in the book's col2im."""

    def bring(self: Any, image: Array, parts: Array) -> None:
        s, (out_h, out_w) = self.stride, parts.shape[1:3]
        for y, x in np.ndindex(parts.shape[4:]):
            image[:, :, y : y + s * out_h : s, x : x + s * out_w : s] = parts[..., y, x].transpose(0, 3, 1, 2)

    return _back_by(layer, bring)


def overwritten_at_maximum(layer: type) -> type:
    """The same where only the pixel that was the maximum is written."""

    def bring(self: Any, image: Array, parts: Array) -> None:
        for i, j in np.ndindex(parts.shape[1:3]):
            window = _window(self, image, i, j, self.stride)
            window[...] = np.where(parts[:, i, j] != 0, parts[:, i, j], window)

    return _back_by(layer, bring)


def stride_missing_in_backward(layer: type) -> type:
    """The layer whose backward brings windows back one pixel apart."""

    def bring(self: Any, image: Array, parts: Array) -> None:
        for i, j in np.ndindex(parts.shape[1:3]):
            _window(self, image, i, j, 1)[...] += parts[:, i, j]

    return _back_by(layer, bring)


def pad_on_one_side(layer: type) -> type:
    """The layer that puts all of the padding below and on the right."""

    class Wrong(layer):  # type: ignore[misc]
        def __init__(self, pool_h: int, pool_w: int, stride: int = 1, pad: int = 0) -> None:
            super().__init__(pool_h, pool_w, stride)
            self.margin = 2 * pad

        def forward(self, x: Array) -> Any:
            return super().forward(np.pad(x, [(0, 0), (0, 0), (0, self.margin), (0, self.margin)]))

        def backward(self, dout: Array) -> Any:
            dx = super().backward(dout)
            return dx[:, :, : dx.shape[2] - self.margin, : dx.shape[3] - self.margin]

    return Wrong


def pad_not_cut(layer: type) -> type:
    """The layer whose gradient still has the padding around it."""

    def bring(self: Any, image: Array, parts: Array) -> None:
        for i, j in np.ndindex(parts.shape[1:3]):
            _window(self, image, i, j, self.stride)[...] += parts[:, i, j]

    return _back_by(layer, bring, cut=False)


def stride_of_the_window(layer: type) -> type:
    """The layer whose stride is always the height of its window."""

    class Wrong(layer):  # type: ignore[misc]
        def __init__(self, pool_h: int, pool_w: int, stride: int = 1, pad: int = 0) -> None:
            super().__init__(pool_h, pool_w, pool_h, pad)

    return Wrong


def pad_ignored(layer: type) -> type:
    """The layer that puts no padding around its input."""

    class Wrong(layer):  # type: ignore[misc]
        def __init__(self, pool_h: int, pool_w: int, stride: int = 1, pad: int = 0) -> None:
            super().__init__(pool_h, pool_w, stride, 0)

    return Wrong
