import numpy as np

from ....reference.functions import sigmoid
from ....reference.recurrent import RNN
from ...checking.grads_mistakes import grads_mistakes


class _Bent(RNN):
    """Another derivative of the activation."""

    def slope(self):
        raise NotImplementedError

    def backward(self, dh_next):
        Wx, Wh, _ = self.params
        da = dh_next * self.slope()
        self.grads = [self.x.T @ da, self.h_prev.T @ da, da.sum(axis=0)]
        return da @ Wx.T, da @ Wh.T


class tanh_derivative_missing(_Bent):
    def slope(self):
        return 1.0


class sigmoid_derivative(_Bent):
    def slope(self):
        return self.h_next * (1 - self.h_next)


class derivative_of_old_state(_Bent):
    def slope(self):
        return 1 - self.h_prev**2


class wh_not_transposed(RNN):
    def backward(self, dh_next):
        dx, _ = super().backward(dh_next)
        return dx, dh_next * (1 - self.h_next**2) @ self.params[1]


class dwh_transposed(RNN):
    def backward(self, dh_next):
        back = super().backward(dh_next)
        self.grads[1] = self.grads[1].T
        return back


class dwh_of_new_state(RNN):
    def backward(self, dh_next):
        back = super().backward(dh_next)
        self.grads[1] = self.h_next.T @ (dh_next * (1 - self.h_next**2))
        return back


class db_averaged(RNN):
    def backward(self, dh_next):
        back = super().backward(dh_next)
        self.grads[2] = self.grads[2] / len(dh_next)
        return back


class wh_transposed_in_forward(RNN):
    def forward(self, x, h_prev):
        Wx, Wh, b = self.params
        self.x, self.h_prev, self.h_next = x, h_prev, np.tanh(x @ Wx + h_prev @ Wh.T + b)
        return self.h_next


class _Activated(_Bent):
    """Another activation, with the derivative that fits it."""

    def activated(self, a):
        raise NotImplementedError

    def forward(self, x, h_prev):
        Wx, Wh, b = self.params
        self.x, self.h_prev, self.h_next = x, h_prev, self.activated(x @ Wx + h_prev @ Wh + b)
        return self.h_next


class _NoTanh(_Activated):
    def activated(self, a):
        return a

    def slope(self):
        return 1.0


class _Sigmoid(_Activated):
    def activated(self, a):
        return sigmoid(a)

    def slope(self):
        return self.h_next * (1 - self.h_next)


class _NoTanhInForward(_NoTanh):
    def slope(self):
        return 1 - self.h_next**2


class _SigmoidInForward(_Sigmoid):
    def slope(self):
        return 1 - self.h_next**2


class relu_for_tanh(_Activated):
    def activated(self, a):
        return np.maximum(a, 0.0)

    def slope(self):
        return (self.h_next > 0).astype(float)


class _NoState(RNN):
    def forward(self, x, h_prev):
        Wx, _, b = self.params
        self.x, self.h_prev, self.h_next = x, h_prev, np.tanh(x @ Wx + b)
        return self.h_next


class _NoStateBothWays(_NoState):
    def backward(self, dh_next):
        dx, dh_prev = super().backward(dh_next)
        self.grads[1] = np.zeros_like(self.grads[1])
        return dx, np.zeros_like(dh_prev)


class bias_missing(RNN):
    def forward(self, x, h_prev):
        Wx, Wh, _ = self.params
        self.x, self.h_prev, self.h_next = x, h_prev, np.tanh(x @ Wx + h_prev @ Wh)
        return self.h_next


class state_overwritten(RNN):
    def forward(self, x, h_prev):
        h_prev[...] = super().forward(x, h_prev)
        return h_prev


VARIANTS = {
    "tanh_missing__throughout": _NoTanh,
    "tanh_missing__forward": _NoTanhInForward,
    "sigmoid_for_tanh__throughout": _Sigmoid,
    "sigmoid_for_tanh__forward": _SigmoidInForward,
    "state_not_used__forward": _NoState,
    "state_not_used__throughout": _NoStateBothWays,
    **grads_mistakes(RNN),
}
