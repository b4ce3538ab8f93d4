import numpy as np

from ....reference.convolution import AveragePooling, Pooling
from ...checking import pooling as pool


class not_divided(AveragePooling):
    def forward(self, x):
        return super().forward(x) * (self.pool_h * self.pool_w)

    def backward(self, dout):
        return super().backward(dout) * (self.pool_h * self.pool_w)


class gradient_not_divided(AveragePooling):
    def backward(self, dout):
        return super().backward(dout) * (self.pool_h * self.pool_w)


class gradient_to_the_maximum(Pooling):
    def forward(self, x):
        super().forward(x)
        return self._placed(self._apart(x).mean(axis=1))


class divided_by_one_side(AveragePooling):
    def forward(self, x):
        return super().forward(x) * self.pool_w

    def backward(self, dout):
        return super().backward(dout) * self.pool_w


class dout_ignored(AveragePooling):
    def backward(self, dout):
        return super().backward(np.ones_like(dout))


VARIANTS = {
    "maximum_instead": Pooling,
    "mean_over_channels": pool.over_channels(AveragePooling, np.mean),
    "overlap_overwritten": pool.overlap_overwritten(AveragePooling),
    "output_not_transposed": pool.output_not_transposed(AveragePooling),
    "dout_not_transposed": pool.dout_not_transposed(AveragePooling),
    "sides_swapped": pool.sides_swapped(AveragePooling),
    "pad_ignored": pool.pad_ignored(AveragePooling),
    "pad_not_cut": pool.pad_not_cut(AveragePooling),
}
