from functools import partial

import numpy as np

from ....reference.functions import sigmoid
from ....reference.lstm import PeepholeLSTM
from ...checking.grads_mistakes import grads_mistakes
from .forms import FORMS, in_form


class _Steps(PeepholeLSTM):
    """forward and backward with every step by itself, so that a mistake can put another in its place."""

    joined = "fgio"

    def seen(self):
        """What the forget and the input gate peep at."""
        return self.c_prev

    def seen_by_o(self):
        return self.c_next

    def output(self):
        return np.tanh(self.c_next)

    def slope(self):
        """Derivative of `output`."""
        return 1 - np.tanh(self.c_next) ** 2

    def forward(self, x, h_prev, c_prev):
        Wx, Wh, b, p = self.params
        f, g, i, o = np.split(x @ Wx + h_prev @ Wh + b, 4, axis=1)
        self.x, self.h_prev, self.c_prev = x, h_prev, c_prev
        self.f, self.i, self.g = sigmoid(f + p[0] * self.seen()), sigmoid(i + p[1] * self.seen()), np.tanh(g)
        self.c_next = self.f * c_prev + self.g * self.i
        self.o = sigmoid(o + p[2] * self.seen_by_o())
        self.h_next = self.o * self.output()
        return self.h_next, self.c_next

    def cell(self, dh, dc, do):
        return dc + dh * self.o * self.slope() + do * self.params[3][2]

    def to_c_prev(self, dc, df, di, do):
        p = self.params[3]
        return dc * self.f + df * p[0] + di * p[1]

    def to_h_prev(self, df, di):
        return 0.0

    def to_p(self, df, di, do):
        return [(df * self.seen()).sum(axis=0), (di * self.seen()).sum(axis=0), (do * self.seen_by_o()).sum(axis=0)]

    def backward(self, dh_next, dc_next):
        Wx, Wh, _, _ = self.params
        do = dh_next * self.output() * self.o * (1 - self.o)
        dc = self.cell(dh_next, dc_next, do)
        df, di = dc * self.c_prev * self.f * (1 - self.f), dc * self.g * self.i * (1 - self.i)
        gates = {"f": df, "g": dc * self.i * (1 - self.g**2), "i": di, "o": do}
        da = np.hstack([gates[gate] for gate in self.joined])
        self.grads = [self.x.T @ da, self.h_prev.T @ da, da.sum(axis=0), np.stack(self.to_p(df, di, do))]
        return da @ Wx.T, da @ Wh.T + self.to_h_prev(df, di), self.to_c_prev(dc, df, di, do)


class _OldPeep(_Steps):
    def seen_by_o(self):
        return self.c_prev

    def cell(self, dh, dc, do):
        return dc + dh * self.o * self.slope()

    def to_c_prev(self, dc, df, di, do):
        return super().to_c_prev(dc, df, di, do) + do * self.params[3][2]


class _OldPeepInForward(_Steps):
    def seen_by_o(self):
        return self.c_prev

    def to_p(self, df, di, do):
        return [(df * self.c_prev).sum(axis=0), (di * self.c_prev).sum(axis=0), (do * self.c_next).sum(axis=0)]


class _NoDoInCell(_Steps):
    def cell(self, dh, dc, do):
        return dc + dh * self.o * self.slope()


class _NoGatesInDcPrev(_Steps):
    def to_c_prev(self, dc, df, di, do):
        return dc * self.f


class _DpOfOldCell(_Steps):
    def to_p(self, df, di, do):
        return [(each * self.c_prev).sum(axis=0) for each in (df, di, do)]


class _DpAveraged(_Steps):
    def to_p(self, df, di, do):
        return [row / len(df) for row in super().to_p(df, di, do)]


class _DpSwapped(_Steps):
    def to_p(self, df, di, do):
        return super().to_p(di, df, do)


class _PeepsAtH(_Steps):
    def seen(self):
        return self.h_prev

    def to_c_prev(self, dc, df, di, do):
        return dc * self.f

    def to_h_prev(self, df, di):
        p = self.params[3]
        return df * p[0] + di * p[1]


class _AllPeepAtH(_PeepsAtH):
    def seen_by_o(self):
        return self.h_prev

    def cell(self, dh, dc, do):
        return dc + dh * self.o * self.slope()


class _NoPeepholes(_Steps):
    def seen(self):
        return np.zeros_like(self.c_prev)

    def seen_by_o(self):
        return np.zeros_like(self.c_prev)

    def cell(self, dh, dc, do):
        return dc + dh * self.o * self.slope()

    def to_c_prev(self, dc, df, di, do):
        return dc * self.f


class _SwappedBackward(_Steps):
    joined = "igfo"


class _NoTanh(_Steps):
    def output(self):
        return self.c_next

    def slope(self):
        return 1.0


class _NoTanhInForward(PeepholeLSTM):
    def forward(self, x, h_prev, c_prev):
        super().forward(x, h_prev, c_prev)
        return self.o * self.c_next, self.c_next


class _NoSlope(_Steps):
    def slope(self):
        return 1.0


class _SlopeOfC(_Steps):
    def slope(self):
        return 1 - self.c_next**2


class _NoDcFromH(_Steps):
    def cell(self, dh, dc, do):
        return dc + do * self.params[3][2]


class _NoDcNext(_Steps):
    def cell(self, dh, dc, do):
        return super().cell(dh, 0.0, do)


class _NoForget(_Steps):
    def to_c_prev(self, dc, df, di, do):
        return super().to_c_prev(dc, df, di, do) + dc * (1 - self.f)


class _DwhOfNewState(_Steps):
    def backward(self, dh_next, dc_next):
        h_prev, self.h_prev = self.h_prev, self.h_next
        back = super().backward(dh_next, dc_next)
        self.h_prev = h_prev
        return back


class _DbAveraged(_Steps):
    def backward(self, dh_next, dc_next):
        back = super().backward(dh_next, dc_next)
        self.grads[2] = self.grads[2] / len(dh_next)
        return back


VARIANTS = {
    "output_peeps_at_old__throughout": _OldPeep,
    "output_peeps_at_old__forward": _OldPeepInForward,
    "do_not_in_cell": _NoDoInCell,
    "gates_not_in_dc_prev": _NoGatesInDcPrev,
    "dp_of_old_cell": _DpOfOldCell,
    "dp_averaged": _DpAveraged,
    "dp_rows_swapped": _DpSwapped,
    "peeps_at_h__two": _PeepsAtH,
    "peeps_at_h__all": _AllPeepAtH,
    "no_peepholes": _NoPeepholes,
    "gates_swapped_one_way": _SwappedBackward,
    "tanh_on_c_missing__throughout": _NoTanh,
    "tanh_on_c_missing__forward": _NoTanhInForward,
    "tanh_derivative_missing": _NoSlope,
    "slope_of_c": _SlopeOfC,
    "dc_from_h_forgotten": _NoDcFromH,
    "dc_next_ignored": _NoDcNext,
    "f_not_in_dc": _NoForget,
    "dwh_of_new_state": _DwhOfNewState,
    "db_averaged": _DbAveraged,
    **grads_mistakes(PeepholeLSTM),
}


def _in_form(*form):
    return {label: in_form(wrong, *form) for label, wrong in VARIANTS.items()}


IN_FORM = {label: partial(_in_form, *form) for label, form in FORMS.items()}
