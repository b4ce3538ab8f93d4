"""Convolution for many images: the same values as `convolution.Convolution`, in less time and less memory.

Three things are done otherwise than in the plain form:

- The columns stand as (C · FH · FW, places), so that a tap of the filter copies whole stretches of the image; the plain
  form gathers every window into a row, which reads the image number by number.
- Only as many images are taken at a time as give columns of about CHUNK bytes. They are still in the cache when the
  matrix product reads them. The plain form writes all columns to memory and reads them back.
- Nothing is kept of the columns. Backward makes them again, which costs less than fetching them from memory.

tests/benchmarks/convolution.py measures it. Source: *Deep Learning from Scratch*, chapter 7, for what is computed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .convolution import Convolution, conv_output_size, taps

Array = NDArray[Any]

CHUNK = 3 * 2**20
"""Bytes of columns made at a time; measured, 1 to 4 MiB are alike, 0.5 MiB and all images at once are slower."""


class FastConvolution(Convolution):
    """Convolution in chunks of images; arguments, attributes and results are those of `Convolution`.

    Convention: x is not copied where there is no padding, and must stay as it is between forward and backward.
    """

    def forward(self, x: Array) -> Array:
        """x (N, C, H, W) -> (N, FN, OH, OW).

        Raises:
            ValueError: the filter is larger than the padded input.
        """
        filters, _, filter_h, filter_w = self.W.shape
        n, c, h, w = x.shape
        self.x_shape = (n, c, h, w)
        self.out_h = conv_output_size(h, filter_h, self.stride, self.pad)
        self.out_w = conv_output_size(w, filter_w, self.stride, self.pad)
        around = [(self.pad, self.pad)] * 2
        self.image = np.pad(x, [(0, 0), (0, 0), *around]) if self.pad else x
        out = np.empty((n, filters, self.out_h, self.out_w), dtype=np.result_type(x, self.W, self.b))
        weights = self.W.reshape(filters, -1).astype(out.dtype, copy=False)
        for images in self._chunks():
            rows = weights @ self._columns(images)
            rows += self.b[:, np.newaxis]
            out[images] = rows.reshape(filters, -1, self.out_h, self.out_w).transpose(1, 0, 2, 3)
        return out

    def backward(self, dout: Array) -> Array:
        """dout (N, FN, OH, OW) -> dx (N, C, H, W); dW and db are sums over batch and places."""
        filters, _, filter_h, filter_w = self.W.shape
        _, c, h, w = self.x_shape
        weights = self.W.reshape(filters, -1)
        self.db = np.zeros(filters, dtype=dout.dtype)
        dweights = np.zeros(weights.shape[::-1], dtype=np.result_type(self.image, dout))
        dimage = np.zeros(self.image.shape, dtype=np.result_type(self.W, dout))
        for images in self._chunks():
            rows = dout[images].transpose(1, 0, 2, 3).reshape(filters, -1)
            self.db += rows.sum(axis=1)
            dweights += self._columns(images) @ rows.T
            dcol = (weights.T @ rows).reshape(c, filter_h, filter_w, -1, self.out_h, self.out_w)
            by_channel = dimage[images].transpose(1, 0, 2, 3)
            for y, x, place in taps(filter_h, filter_w, self.out_h, self.out_w, self.stride):
                by_channel[place] += dcol[:, y, x]
        self.dW = dweights.T.reshape(self.W.shape)
        return dimage[:, :, self.pad : self.pad + h, self.pad : self.pad + w]

    def _chunks(self) -> Iterator[slice]:
        """Slices of the batch, each of as many images as fill CHUNK bytes of columns, and at least one."""
        one = self.W[0].size * self.out_h * self.out_w * self.image.itemsize
        size = max(1, CHUNK // one)
        for start in range(0, len(self.image), size):
            yield slice(start, start + size)

    def _columns(self, images: slice) -> Array:
        """Every window of some images as a column: (C · FH · FW, images · OH · OW)."""
        _, c, filter_h, filter_w = self.W.shape
        by_channel = self.image[images].transpose(1, 0, 2, 3)
        col = np.empty((c, filter_h, filter_w, by_channel.shape[1], self.out_h, self.out_w), dtype=self.image.dtype)
        for y, x, place in taps(filter_h, filter_w, self.out_h, self.out_w, self.stride):
            col[:, y, x] = by_channel[place]
        return col.reshape(c * filter_h * filter_w, -1)
