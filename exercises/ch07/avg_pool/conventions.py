import numpy as np

from ....reference.convolution import AveragePooling
from ...checking.pooling import with_defaults


class pad_not_counted(AveragePooling):
    def _share(self, shape):
        """Share of real pixels in each window."""
        return AveragePooling(self.pool_h, self.pool_w, self.stride, self.pad).forward(np.ones(shape))

    def forward(self, x):
        out = super().forward(x)
        return (out / self._share(x.shape)).astype(out.dtype)

    def backward(self, dout):
        return super().backward(dout / self._share(self.x_shape))


VARIANTS = with_defaults(AveragePooling, pad_not_counted, "pad_not_counted")
