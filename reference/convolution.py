"""Convolution by im2col: every window of the input becomes a row, and the filters meet them in one matrix product.

Images are (N, C, H, W): batch, channels, height, width. Source: *Deep Learning from Scratch*, chapter 7.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def conv_output_size(input_size: int, filter_size: int, stride: int = 1, pad: int = 0) -> int:
    """(H + 2P - F) / S + 1: how many places a filter takes along one side.

    Convention: where the stride does not divide, the result is floored, as in the book: the filter never reaches the
    last pixels.

    Raises:
        ValueError: the filter is larger than the padded input.
    """
    room = input_size + 2 * pad - filter_size
    if room < 0:
        raise ValueError(f"a filter of {filter_size} does not fit into {input_size} with {pad} of padding on each side")
    return room // stride + 1


def taps(filter_h: int, filter_w: int, out_h: int, out_w: int, stride: int) -> Iterator[tuple[int, int, Any]]:
    """For each tap (y, x) of a filter, the slices of a padded image that it meets as the filter moves."""
    for y in range(filter_h):
        for x in range(filter_w):
            rows = slice(y, y + stride * out_h, stride)
            columns = slice(x, x + stride * out_w, stride)
            yield y, x, (..., rows, columns)


def im2col(input_data: Array, filter_h: int, filter_w: int, stride: int = 1, pad: int = 0) -> Array:
    """Every window as a row: (N, C, H, W) -> (N · OH · OW, C · FH · FW).

    Convention: rows run over batch, height, width; columns over channel, height, width of the filter.

    Raises:
        ValueError: the filter is larger than the padded input.
    """
    n, c, h, w = input_data.shape
    out_h = conv_output_size(h, filter_h, stride, pad)
    out_w = conv_output_size(w, filter_w, stride, pad)
    image = np.pad(input_data, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    col = np.empty((n, c, filter_h, filter_w, out_h, out_w), dtype=input_data.dtype)
    for y, x, place in taps(filter_h, filter_w, out_h, out_w, stride):
        col[:, :, y, x] = image[place]
    return col.transpose(0, 4, 5, 1, 2, 3).reshape(n * out_h * out_w, -1)


def col2im(
    col: Array, input_shape: tuple[int, int, int, int], filter_h: int, filter_w: int, stride: int = 1, pad: int = 0
) -> Array:
    """Adds every row back to the window it came from: (N · OH · OW, C · FH · FW) -> (N, C, H, W).

    The adjoint of im2col, not its inverse: a pixel that lies in several windows gets the sum.

    Raises:
        ValueError: the filter is larger than the padded input.
    """
    n, c, h, w = input_shape
    out_h = conv_output_size(h, filter_h, stride, pad)
    out_w = conv_output_size(w, filter_w, stride, pad)
    windows = col.reshape(n, out_h, out_w, c, filter_h, filter_w).transpose(0, 3, 4, 5, 1, 2)
    image = np.zeros((n, c, h + 2 * pad + stride - 1, w + 2 * pad + stride - 1), dtype=col.dtype)
    for y, x, place in taps(filter_h, filter_w, out_h, out_w, stride):
        image[place] += windows[:, :, y, x]
    return image[:, :, pad : pad + h, pad : pad + w]


class Convolution:
    """out[n, f] = Σ over channels and taps of W[f] · window of x[n], plus b[f]; the filter is not flipped.

    Args:
        W: filters (FN, C, FH, FW).
        b: biases (FN,), one a filter.
        stride: pixels from one window to the next.
        pad: rows and columns of zeros put around the input.

    Attributes:
        dW, db: gradients, set by backward.
    """

    def __init__(self, W: Array, b: Array, stride: int = 1, pad: int = 0) -> None:
        self.W = W
        self.b = b
        self.stride = stride
        self.pad = pad
        self.dW = np.zeros_like(W)
        self.db = np.zeros_like(b)

    def forward(self, x: Array) -> Array:
        """x (N, C, H, W) -> (N, FN, OH, OW).

        Raises:
            ValueError: the filter is larger than the padded input.
        """
        filters, _, filter_h, filter_w = self.W.shape
        n, _, h, w = x.shape
        out_h = conv_output_size(h, filter_h, self.stride, self.pad)
        out_w = conv_output_size(w, filter_w, self.stride, self.pad)
        self.x_shape = (n, x.shape[1], h, w)
        self.col = im2col(x, filter_h, filter_w, self.stride, self.pad)
        out = self.col @ self.W.reshape(filters, -1).T + self.b
        return np.asarray(out.reshape(n, out_h, out_w, filters).transpose(0, 3, 1, 2))

    def backward(self, dout: Array) -> Array:
        """dout (N, FN, OH, OW) -> dx (N, C, H, W); dW and db are sums over batch and places."""
        filters, _, filter_h, filter_w = self.W.shape
        rows = dout.transpose(0, 2, 3, 1).reshape(-1, filters)
        self.db = rows.sum(axis=0)
        self.dW = (rows.T @ self.col).reshape(self.W.shape)
        dcol = rows @ self.W.reshape(filters, -1)
        return col2im(dcol, self.x_shape, filter_h, filter_w, self.stride, self.pad)


class _Windows:
    """What the pooling layers share: every window of every channel as a row, and the way back.

    Args:
        pool_h, pool_w: size of a window.
        stride: pixels from one window to the next.
        pad: rows and columns of zeros put around the input.
    """

    def __init__(self, pool_h: int, pool_w: int, stride: int = 1, pad: int = 0) -> None:
        self.pool_h = pool_h
        self.pool_w = pool_w
        self.stride = stride
        self.pad = pad

    def _apart(self, x: Array) -> Array:
        """x (N, C, H, W) -> (N · OH · OW · C, pool_h · pool_w).

        Raises:
            ValueError: the window is larger than the padded input.
        """
        n, c, h, w = x.shape
        self.x_shape = (n, c, h, w)
        return im2col(x, self.pool_h, self.pool_w, self.stride, self.pad).reshape(-1, self.pool_h * self.pool_w)

    def _placed(self, values: Array) -> Array:
        """One value a row (N · OH · OW · C,) -> (N, C, OH, OW)."""
        n, c, h, w = self.x_shape
        out_h = conv_output_size(h, self.pool_h, self.stride, self.pad)
        out_w = conv_output_size(w, self.pool_w, self.stride, self.pad)
        return np.asarray(values.reshape(n, out_h, out_w, c).transpose(0, 3, 1, 2))

    def _back(self, dwindows: Array) -> Array:
        """Gradient of the rows -> gradient of x; a pixel that lies in several windows gets the sum."""
        c = self.x_shape[1]
        dcol = dwindows.reshape(-1, c * self.pool_h * self.pool_w)
        return col2im(dcol, self.x_shape, self.pool_h, self.pool_w, self.stride, self.pad)


class Pooling(_Windows):
    """The maximum of each window, channel by channel.

    Convention: the stride is 1 where none is given and the zeros of the padding take part in the maximum, as in the
    book. Of equal maxima the first gets the gradient.
    """

    def forward(self, x: Array) -> Array:
        """x (N, C, H, W) -> (N, C, OH, OW).

        Raises:
            ValueError: the window is larger than the padded input.
        """
        windows = self._apart(x)
        self.arg_max = windows.argmax(axis=1)
        return self._placed(windows.max(axis=1))

    def backward(self, dout: Array) -> Array:
        """dout (N, C, OH, OW) -> dx (N, C, H, W): each gradient goes to the pixel that was the maximum."""
        rows = dout.transpose(0, 2, 3, 1).ravel()
        dwindows = np.zeros((rows.size, self.pool_h * self.pool_w), dtype=dout.dtype)
        dwindows[np.arange(rows.size), self.arg_max] = rows
        return self._back(dwindows)


class AveragePooling(_Windows):
    """The mean of each window, channel by channel.

    Convention: the stride is 1 where none is given, as for Pooling, and the zeros of the padding are counted.
    """

    def forward(self, x: Array) -> Array:
        """x (N, C, H, W) -> (N, C, OH, OW).

        Raises:
            ValueError: the window is larger than the padded input.
        """
        return self._placed(self._apart(x).mean(axis=1))

    def backward(self, dout: Array) -> Array:
        """dout (N, C, OH, OW) -> dx (N, C, H, W): every pixel of a window gets an equal share."""
        size = self.pool_h * self.pool_w
        rows = dout.transpose(0, 2, 3, 1).reshape(-1, 1) / size
        return self._back(np.repeat(rows, size, axis=1))
