from ....reference.layers import Affine
from ...checking.shared_state import shared


class gives_all_three(Affine):
    def backward(self, dout):
        dx = super().backward(dout)
        return dx, self.dW, self.db


class weights_of_before(Affine):
    def backward(self, dout):
        if not hasattr(self, "first"):
            self.first = self.W.copy()
        super().backward(dout)
        return (dout @ self.first.T).reshape(self.x_shape)


class db_averaged(Affine):
    def backward(self, dout):
        dx = super().backward(dout)
        self.db = dout.mean(axis=0)
        return dx


class db_summed_whole(Affine):
    def backward(self, dout):
        dx = super().backward(dout)
        self.db = dout.sum()
        return dx


class w_not_transposed(Affine):
    def backward(self, dout):
        super().backward(dout)
        return (dout @ self.W).reshape(self.x_shape)


class dw_divided(Affine):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dW = self.dW / len(dout)
        return dx


class last_row_lost(Affine):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dW = self.x[:-1].T @ dout[:-1]
        return dx


class bias_missing(Affine):
    def forward(self, x):
        return super().forward(x) - self.b


class bias_subtracted(Affine):
    def forward(self, x):
        return super().forward(x) - 2 * self.b


class gradients_added_up(Affine):
    def backward(self, dout):
        old_dW, old_db = self.dW, self.db
        dx = super().backward(dout)
        self.dW, self.db = self.dW + old_dW, self.db + old_db
        return dx


def _added_up(name):
    class AddedUp(Affine):
        def backward(self, dout):
            old = getattr(self, name)
            dx = super().backward(dout)
            setattr(self, name, getattr(self, name) + old)
            return dx

    return AddedUp


VARIANTS = {
    "one_state_for_all": shared(Affine),
    "gradients_added_up__dW": _added_up("dW"),
    "gradients_added_up__db": _added_up("db"),
}
