import numpy as np

from ....reference.convolution import AveragePooling, Pooling
from ...checking import pooling_mistakes as shared


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


class gradient_to_one_pixel(AveragePooling):
    def backward(self, dout):
        size = self.pool_h * self.pool_w
        rows = np.zeros((dout.size, size))
        rows[:, 0] = dout.transpose(0, 2, 3, 1).ravel() / size
        return self._back(rows)


class divided_by_batch(AveragePooling):
    def backward(self, dout):
        return super().backward(dout) / len(dout)


class dout_ignored(AveragePooling):
    def backward(self, dout):
        return super().backward(np.ones_like(dout))


VARIANTS = {
    "maximum_instead": Pooling,
    "mean_over_channels": shared.over_channels(AveragePooling, np.mean),
    "mean_over_channels__kept": shared.over_channels(AveragePooling, np.mean, kept=True),
    "overlap_overwritten": shared.overlap_overwritten(AveragePooling),
    "overlap_overwritten__places": shared.overwritten_by_place(AveragePooling),
    "stride_missing_in_backward": shared.stride_missing_in_backward(AveragePooling),
    "stride_ignored": shared.stride_of_the_window(AveragePooling),
    "pad_on_one_side": shared.pad_on_one_side(AveragePooling),
    "output_not_transposed": shared.output_not_transposed(AveragePooling),
    "dout_not_transposed": shared.dout_not_transposed(AveragePooling),
    "sides_swapped": shared.sides_swapped(AveragePooling),
    "pad_ignored": shared.pad_ignored(AveragePooling),
    "pad_not_cut": shared.pad_not_cut(AveragePooling),
}
