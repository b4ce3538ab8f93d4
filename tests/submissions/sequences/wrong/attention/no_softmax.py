# mistake: the inner products are used as they are
import numpy as np


class WeightSum:
    def forward(self, hs, a):
        self.hs, self.a = hs, a
        return np.sum(hs * a[:, :, None], axis=1)

    def backward(self, dc):
        dhs = self.a[:, :, None] * dc[:, None, :]
        da = np.sum(self.hs * dc[:, None, :], axis=2)
        return dhs, da


class AttentionWeight:
    def forward(self, hs, h):
        self.hs, self.h = hs, h
        s = np.sum(hs * h[:, None, :], axis=2)
        self.a = s
        return self.a

    def backward(self, da):
        ds = da
        dhs = ds[:, :, None] * self.h[:, None, :]
        dh = np.sum(ds[:, :, None] * self.hs, axis=1)
        return dhs, dh


class Attention:
    def __init__(self):
        self.weight = AttentionWeight()
        self.total = WeightSum()

    def forward(self, hs, h):
        a = self.weight.forward(hs, h)
        return self.total.forward(hs, a)

    def backward(self, dc):
        dhs0, da = self.total.backward(dc)
        dhs1, dh = self.weight.backward(da)
        return dhs0 + dhs1, dh
