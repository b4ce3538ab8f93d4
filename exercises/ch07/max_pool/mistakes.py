import numpy as np

from ....reference.convolution import AveragePooling, Pooling
from ...checking import pooling as pool


class gradient_to_all(Pooling):
    def backward(self, dout):
        rows = dout.transpose(0, 2, 3, 1).reshape(-1, 1)
        return self._back(np.repeat(rows, self.pool_h * self.pool_w, axis=1))


class gradient_shared(Pooling):
    def backward(self, dout):
        size = self.pool_h * self.pool_w
        return self._back(np.repeat(dout.transpose(0, 2, 3, 1).reshape(-1, 1) / size, size, axis=1))


class argmax_over_channels(Pooling):
    def forward(self, x):
        out = super().forward(x)
        size = self.pool_h * self.pool_w
        windows = self._apart(x).reshape(-1, x.shape[1] * size)
        self.arg_max = np.repeat(windows.argmax(axis=1) % size, x.shape[1])
        return out


class minimum_instead(Pooling):
    def _apart(self, x):
        return -super()._apart(x)

    def _placed(self, values):
        return -super()._placed(values)


class largest_size(Pooling):
    def forward(self, x):
        windows = self._apart(x)
        self.arg_max = np.abs(windows).argmax(axis=1)
        return self._placed(windows[np.arange(len(windows)), self.arg_max])


class dout_ignored(Pooling):
    def backward(self, dout):
        return super().backward(np.ones_like(dout))


VARIANTS = {
    "average_instead": AveragePooling,
    "max_over_channels": pool.over_channels(Pooling, np.max),
    "overlap_overwritten": pool.overlap_overwritten(Pooling),
    "output_not_transposed": pool.output_not_transposed(Pooling),
    "dout_not_transposed": pool.dout_not_transposed(Pooling),
    "sides_swapped": pool.sides_swapped(Pooling),
    "pad_ignored": pool.pad_ignored(Pooling),
    "pad_not_cut": pool.pad_not_cut(Pooling),
}
