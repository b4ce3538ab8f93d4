import numpy as np

from ....reference.layers import MulLayer
from ...checking.shared_state import shared


class factors_not_swapped(MulLayer):
    def backward(self, dout):
        return dout * self.x, dout * self.y


class dout_ignored(MulLayer):
    def backward(self, dout):
        return self.y, self.x


class dout_passed_on(MulLayer):
    def backward(self, dout):
        return np.asarray(dout), np.asarray(dout)


class state_reused(MulLayer):
    def forward(self, x, y):
        if not hasattr(self, "x"):
            super().forward(x, y)
        return np.asarray(x) * y


class added(MulLayer):
    def forward(self, x, y):
        super().forward(x, y)
        return self.x + self.y


class one_factor_twice(MulLayer):
    def backward(self, dout):
        return dout * self.y, dout * self.y


class _DxWithoutDout(MulLayer):
    def backward(self, dout):
        return self.y, dout * self.x


class _DyWithoutDout(MulLayer):
    def backward(self, dout):
        return dout * self.y, self.x


VARIANTS = {
    "dout_ignored__dx": _DxWithoutDout,
    "dout_ignored__dy": _DyWithoutDout,
    "one_state_for_all": shared(MulLayer),
}
