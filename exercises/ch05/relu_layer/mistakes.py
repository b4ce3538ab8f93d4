import numpy as np

from ....reference.layers import Relu
from ...checking.shared_state import shared


class dout_ignored(Relu):
    def backward(self, dout):
        return self.mask.astype(float)


class mask_not_applied(Relu):
    def backward(self, dout):
        return dout


class mask_inverted(Relu):
    def backward(self, dout):
        return dout * ~self.mask


class output_for_mask(Relu):
    def forward(self, x):
        self.out = super().forward(x)
        return self.out

    def backward(self, dout):
        return dout * self.out


class state_reused(Relu):
    def forward(self, x):
        if not hasattr(self, "mask"):
            self.mask = x > 0
        return np.maximum(x, 0)


class first_mask_everywhere(Relu):
    def forward(self, x):
        if not hasattr(self, "mask"):
            self.mask = x > 0
        return x * self.mask


class writes_into_x(Relu):
    def forward(self, x):
        self.mask = x > 0
        x[~self.mask] = 0
        return x


class dout_cut_off(Relu):
    def backward(self, dout):
        return np.maximum(dout, 0)


class _CutAndMasked(Relu):
    def backward(self, dout):
        return np.maximum(dout, 0) * self.mask


VARIANTS = {"dout_cut_off__masked": _CutAndMasked, "one_state_for_all": shared(Relu)}
