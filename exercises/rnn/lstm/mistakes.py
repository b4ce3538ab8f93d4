from functools import partial

import numpy as np

from ....reference.functions import sigmoid
from ....reference.lstm import LSTM
from ...checking.grads_mistakes import grads_mistakes
from ...checking.recurrent import ordered
from .conventions import ORDERS


class _Steps(LSTM):
    """forward and backward with every step by itself, so that a mistake can put another in its place."""

    new = staticmethod(np.tanh)
    cut = joined = "fgio"

    def output(self):
        return np.tanh(self.c_next)

    def slope(self):
        """Derivative of `output`."""
        return 1 - np.tanh(self.c_next) ** 2

    def forward(self, x, h_prev, c_prev):
        Wx, Wh, b = self.params
        a = dict(zip(self.cut, np.split(x @ Wx + h_prev @ Wh + b, 4, axis=1), strict=True))
        self.f, self.g, self.i, self.o = sigmoid(a["f"]), self.new(a["g"]), sigmoid(a["i"]), sigmoid(a["o"])
        self.x, self.h_prev, self.c_prev = x, h_prev, c_prev
        self.c_next = self.f * c_prev + self.g * self.i
        self.h_next = self.o * self.output()
        return self.h_next, self.c_next

    def cell(self, dh, dc):
        return dc + dh * self.o * self.slope()

    def to_f(self, dc):
        return dc * self.c_prev

    def to_g(self, dc):
        return dc * self.i

    def to_i(self, dc):
        return dc * self.g

    def to_o(self, dh):
        return dh * self.output()

    def gate_slope(self, gate):
        return gate * (1 - gate)

    def new_slope(self):
        return 1 - self.g**2

    def to_c_prev(self, dc):
        return dc * self.f

    def backward(self, dh_next, dc_next):
        dc = self.cell(dh_next, dc_next)
        da = {
            "f": self.to_f(dc) * self.gate_slope(self.f),
            "g": self.to_g(dc) * self.new_slope(),
            "i": self.to_i(dc) * self.gate_slope(self.i),
            "o": self.to_o(dh_next) * self.gate_slope(self.o),
        }
        dx, dh_prev = self._into_weights(np.hstack([da[gate] for gate in self.joined]))
        return dx, dh_prev, self.to_c_prev(dc)


class _SwappedBackward(_Steps):
    joined = "igfo"


class _SwappedForward(_Steps):
    cut = "igfo"


class _NoTanh(_Steps):
    def output(self):
        return self.c_next

    def slope(self):
        return 1.0


class _NoTanhInForward(LSTM):
    def forward(self, x, h_prev, c_prev):
        super().forward(x, h_prev, c_prev)
        return self.o * self.c_next, self.c_next


class _NoTanhBothWaysButSlope(_Steps):
    def output(self):
        return self.c_next


class _NoSlope(_Steps):
    def slope(self):
        return 1.0


class _SlopeOfC(_Steps):
    def slope(self):
        return 1 - self.c_next**2


class _NoDcFromH(_Steps):
    def cell(self, dh, dc):
        return dc


class _NoDcNext(_Steps):
    def cell(self, dh, dc):
        return dh * self.o * self.slope()


class _NoForget(_Steps):
    def to_c_prev(self, dc):
        return dc


class _Coupled(_Steps):
    """i = 1 - f, in forward alone."""

    def forward(self, x, h_prev, c_prev):
        super().forward(x, h_prev, c_prev)
        self.c_next = self.f * c_prev + self.g * (1 - self.f)
        self.h_next = self.o * self.output()
        return self.h_next, self.c_next


class _NoForgetGate(_Steps):
    """c_next = c_prev + g i, in forward alone."""

    def forward(self, x, h_prev, c_prev):
        super().forward(x, h_prev, c_prev)
        self.c_next = c_prev + self.g * self.i
        self.h_next = self.o * self.output()
        return self.h_next, self.c_next


class _NoBias(_Steps):
    def __init__(self, Wx, Wh, b):
        super().__init__(Wx, Wh, np.zeros_like(b))


class _OutputsSwapped(_Steps):
    def forward(self, x, h_prev, c_prev):
        h_next, c_next = super().forward(x, h_prev, c_prev)
        return c_next, h_next


class _NoGateSlope(_Steps):
    def gate_slope(self, gate):
        return 1.0


class _SigmoidNew(_Steps):
    new = staticmethod(sigmoid)

    def new_slope(self):
        return self.g * (1 - self.g)


class _SigmoidNewInForward(_Steps):
    new = staticmethod(sigmoid)


class _SigmoidSlope(_Steps):
    def new_slope(self):
        return self.g * (1 - self.g)


class _DoFromC(_Steps):
    def to_o(self, dh):
        return dh * self.c_next


class _DfOfNewCell(_Steps):
    def to_f(self, dc):
        return dc * self.c_next


class _Crossed(_Steps):
    def to_g(self, dc):
        return dc * self.g

    def to_i(self, dc):
        return dc * self.i


class _DwhOfNewState(_Steps):
    def _into_weights(self, da):
        back = super()._into_weights(da)
        self.grads[1] = self.h_next.T @ da
        return back


class _CellOverwritten(_Steps):
    def forward(self, x, h_prev, c_prev):
        h_next, c_prev[...] = super().forward(x, h_prev, c_prev)
        return h_next, c_prev


class _ForgetBias(_Steps):
    def __init__(self, Wx, Wh, b):
        super().__init__(Wx, Wh, b + np.repeat([1.0, 0.0, 0.0, 0.0], len(Wh)))


class _DbAveraged(LSTM):
    def _into_weights(self, da):
        back = super()._into_weights(da)
        self.grads[2] = da.mean(axis=0)
        return back


VARIANTS = {
    "state_overwritten": _CellOverwritten,
    "forget_bias_added": _ForgetBias,
    "gates_swapped_one_way__backward": _SwappedBackward,
    "gates_swapped_one_way__forward": _SwappedForward,
    "tanh_on_c_missing__throughout": _NoTanh,
    "tanh_on_c_missing__forward": _NoTanhInForward,
    "tanh_on_c_missing__values": _NoTanhBothWaysButSlope,
    "tanh_derivative_missing": _NoSlope,
    "slope_of_c": _SlopeOfC,
    "dc_from_h_forgotten": _NoDcFromH,
    "dc_next_ignored": _NoDcNext,
    "f_not_in_dc": _NoForget,
    "coupled_gates": _Coupled,
    "forget_gate_missing": _NoForgetGate,
    "bias_missing": _NoBias,
    "outputs_swapped": _OutputsSwapped,
    "gate_derivative_missing": _NoGateSlope,
    "g_with_sigmoid__throughout": _SigmoidNew,
    "g_with_sigmoid__forward": _SigmoidNewInForward,
    "g_derivative_of_sigmoid": _SigmoidSlope,
    "do_from_c": _DoFromC,
    "df_of_new_cell": _DfOfNewCell,
    "di_dg_swapped": _Crossed,
    "dwh_of_new_state": _DwhOfNewState,
    "db_averaged": _DbAveraged,
    **grads_mistakes(LSTM),
}


def _in_order(order):
    return {label: ordered(wrong, order, "fgio") for label, wrong in VARIANTS.items()}


IN_FORM = {f"gates__{order}": partial(_in_order, order) for order in ORDERS if order != "fgio"}
