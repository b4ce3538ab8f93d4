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


class scaled_twice(Dropout):
    def forward(self, x, train_flg=True):
        return super().forward(x, train_flg) / (1 - self.dropout_ratio if train_flg else 1)

    def backward(self, dout):
        return super().backward(dout) / (1 - self.dropout_ratio)


class ratio_kept_at_test(Dropout):
    def forward(self, x, train_flg=True):
        return super().forward(x) if train_flg else x * self.dropout_ratio


class mask_not_applied(Dropout):
    def backward(self, dout):
        return np.array(dout)


class _Inverted(Dropout):
    def forward(self, x, train_flg=True):
        return super().forward(x) / (1 - self.dropout_ratio) if train_flg else x


class factor_left_out(_Inverted):
    """Inherits the backward of plain dropout."""


class _inverted_dout_ignored(_Inverted):
    def backward(self, dout):
        return self.mask / (1 - self.dropout_ratio)


class _inverted_new_mask(_Inverted):
    def backward(self, dout):
        return dout * (np.random.rand(*dout.shape) > self.dropout_ratio) / (1 - self.dropout_ratio)


class _inverted_mask_not_applied(_Inverted):
    def backward(self, dout):
        return np.array(dout)


class divided_by_ratio(Dropout):
    def forward(self, x, train_flg=True):
        return super().forward(x) / self.dropout_ratio if train_flg else x

    def backward(self, dout):
        return super().backward(dout) / self.dropout_ratio


class writes_into_x(Dropout):
    def forward(self, x, train_flg=True):
        x[...] = super().forward(x, train_flg)
        return x


VARIANTS = {
    "dout_ignored__inverted": _inverted_dout_ignored,
    "new_mask_in_backward__inverted": _inverted_new_mask,
    "mask_not_applied__inverted": _inverted_mask_not_applied,
}
