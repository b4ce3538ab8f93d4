import numpy as np

from ....reference.layers import Dropout


class new_mask_in_backward(Dropout):
    def backward(self, dout):
        return dout * (np.random.rand(*dout.shape) > self.dropout_ratio)


class dout_ignored(Dropout):
    def backward(self, dout):
        return self.mask.astype(float)


class rate_inverted(Dropout):
    def forward(self, x, train_flg=True):
        if not train_flg:
            return x * (1 - self.dropout_ratio)
        self.mask = np.random.rand(*x.shape) < self.dropout_ratio
        return x * self.mask


class no_test_scaling(Dropout):
    def forward(self, x, train_flg=True):
        return super().forward(x) if train_flg else x


class mask_reused(Dropout):
    def forward(self, x, train_flg=True):
        if not hasattr(self, "mask"):
            self.mask = np.random.rand(*x.shape) > self.dropout_ratio
        return x * self.mask if train_flg else x * (1 - self.dropout_ratio)


class rows_dropped(Dropout):
    def forward(self, x, train_flg=True):
        if not train_flg:
            return x * (1 - self.dropout_ratio)
        self.mask = np.broadcast_to(np.random.rand(len(x), 1) > self.dropout_ratio, x.shape)
        return x * self.mask
