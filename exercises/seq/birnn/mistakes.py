import numpy as np

from ....reference.birnn import BiRNN
from ....reference.recurrent import RNN, TimeRNN
from ...checking.recurrent import with_cell
from ...checking.shared_state import shared
from ...checking.time_mistakes import loop, time_mistakes

TIME = slice(None), slice(None, None, -1)


class _Steps(BiRNN):
    """forward and backward with every step by itself, so that a mistake can put another in its place."""

    def reversed_in(self, xs):
        return xs[TIME]

    def reversed_out(self, hs):
        return hs[TIME]

    def join(self, hs1, hs2):
        return np.concatenate([hs1, hs2], axis=2)

    def apart(self, dhs):
        return np.split(dhs, 2, axis=2)

    def dout_in(self, dhs):
        return self.reversed_out(dhs)

    def dxs_out(self, dxs):
        return self.reversed_in(dxs)

    def together(self, dxs1, dxs2):
        return dxs1 + dxs2

    def collected(self, first, second):
        return [*first, *second]

    def forward(self, xs):
        hs1 = self.onward.forward(xs)
        return self.join(hs1, self.reversed_out(self.backward_in_time.forward(self.reversed_in(xs))))

    def backward(self, dhs):
        dhs1, dhs2 = self.apart(dhs)
        dxs1 = self.onward.backward(dhs1)
        dxs2 = self.dxs_out(self.backward_in_time.backward(self.dout_in(dhs2)))
        self.grads = self.collected(self.onward.grads, self.backward_in_time.grads)
        return self.together(dxs1, dxs2)


class not_reversed_back(_Steps):
    def reversed_out(self, hs):
        return hs


class not_reversed_back__forward(not_reversed_back):
    def dout_in(self, dhs):
        return dhs[TIME]


class reads_the_past(not_reversed_back):
    def reversed_in(self, xs):
        return xs


class reads_the_past__turned(_Steps):
    def reversed_in(self, xs):
        return xs


class rows_reversed(_Steps):
    def reversed_in(self, xs):
        return xs[::-1]


class rows_reversed__out(_Steps):
    def reversed_out(self, hs):
        return hs[::-1]


class features_reversed(_Steps):
    def reversed_in(self, xs):
        return xs[..., ::-1]

    reversed_out = reversed_in


class dhs_not_reversed(_Steps):
    def dout_in(self, dhs):
        return dhs


class dxs_not_reversed(_Steps):
    def dxs_out(self, dxs):
        return dxs


class gradients_not_reversed(dhs_not_reversed):
    def dxs_out(self, dxs):
        return dxs


class added_not_joined(_Steps):
    def join(self, hs1, hs2):
        return hs1 + hs2

    def apart(self, dhs):
        return [dhs[..., : dhs.shape[2] // 2]] * 2


class added_not_joined__mean(added_not_joined):
    def join(self, hs1, hs2):
        return (hs1 + hs2) / 2


class joined_over_time(_Steps):
    def join(self, hs1, hs2):
        return np.concatenate([hs1, hs2], axis=1)


class halves_swapped(_Steps):
    def join(self, hs1, hs2):
        return np.concatenate([hs2, hs1], axis=2)

    def apart(self, dhs):
        return np.split(dhs, 2, axis=2)[::-1]


class dhs_halves_swapped(_Steps):
    def apart(self, dhs):
        return np.split(dhs, 2, axis=2)[::-1]


class dhs_halves_interleaved(_Steps):
    def apart(self, dhs):
        return dhs[..., ::2], dhs[..., 1::2]


class one_half_for_both(_Steps):
    def apart(self, dhs):
        return [np.split(dhs, 2, axis=2)[0]] * 2


class dxs_of_one_direction__1(_Steps):
    def together(self, dxs1, dxs2):
        return dxs1


class dxs_of_one_direction__2(_Steps):
    def together(self, dxs1, dxs2):
        return dxs2


class dxs_averaged(_Steps):
    def together(self, dxs1, dxs2):
        return (dxs1 + dxs2) / 2


class grads_swapped(_Steps):
    def collected(self, first, second):
        return [*second, *first]


class grads_of_one_direction(_Steps):
    def collected(self, first, second):
        return [*first, *first]


class grads_of_one_direction__zero(_Steps):
    def collected(self, first, second):
        return [*first, *(np.zeros_like(grad) for grad in second)]


class grads_of_one_direction__three(_Steps):
    def collected(self, first, second):
        return list(first)


class weights_shared(_Steps):
    def __init__(self, Wx1, Wh1, b1, Wx2, Wh2, b2):
        super().__init__(Wx1, Wh1, b1, Wx1, Wh1, b1)


def _one_shared(place):
    """The second direction with one of the first direction's arrays."""

    def __init__(self, *params):
        _Steps.__init__(self, *params)
        second = list(params[3:])
        second[place] = params[place]
        self.backward_in_time = self.layer(*second)

    return type("BiRNN", (_Steps,), {"__init__": __init__})


class state_handed_over(_Steps):
    def forward(self, xs):
        self.onward.reset_state()
        self.backward_in_time.stateful = True
        hs1 = self.onward.forward(xs)
        self.backward_in_time.set_state(self.onward.h)
        return self.join(hs1, self.reversed_out(self.backward_in_time.forward(self.reversed_in(xs))))


class last_step_alone(_Steps):
    def forward(self, xs):
        return super().forward(xs)[:, -1]


class _NoSlope(RNN):
    def backward(self, dh_next):
        self.h_next = np.zeros_like(self.h_next)
        return super().backward(dh_next)


class _OwnState(RNN):
    def backward(self, dh_next):
        result = super().backward(dh_next)
        self.grads[1] = self.h_next.T @ (dh_next * (1 - self.h_next**2))
        return result


class _LastBias(loop(TimeRNN)):
    def total(self, grads):
        return grads[-1] if grads[0].ndim == 1 else super().total(grads)


def _of_one_direction(layer):
    """The same mistake in both directions."""
    return type("BiRNN", (BiRNN,), {"layer": layer})


def _in_one_direction(layer, place):
    """The mistake in the first or the second direction alone."""
    name = ("onward", "backward_in_time")[place]

    def __init__(self, *params):
        BiRNN.__init__(self, *params)
        setattr(self, name, layer(*params[3 * place : 3 * place + 3]))

    return type("BiRNN", (BiRNN,), {"__init__": __init__})


OF_A_STATE = ("never_carried", "first_state_ignored", "state_set_once", "reset_ignored")
"""Mistakes that no call of this layer shows."""

OF_ONE_LAYER = ("time_first", "last_state_only", "dxs_reversed", "grads_order")
"""Mistakes that look otherwise where two directions are joined; theirs stand above."""

WRONG_LAYERS = {
    **{label: wrong for label, wrong in time_mistakes(TimeRNN).items() if label not in OF_A_STATE + OF_ONE_LAYER},
    "tanh_derivative_missing": with_cell(TimeRNN, _NoSlope),
    "dwh_from_own_state": with_cell(TimeRNN, _OwnState),
    "last_step_only__bias": _LastBias,
}
ALSO_IN_ONE = (
    "next_step_forgotten",
    "wrong_way_in_time",
    "last_step_only__overwritten",
    "tanh_derivative_missing",
    "dwh_from_own_state",
)
"""Mistakes that come by copying the first direction's loop for the second and changing it in part."""

VARIANTS = {
    **{label: _of_one_direction(wrong) for label, wrong in WRONG_LAYERS.items()},
    **{
        f"{label}{'_' if '__' in label else '__'}{place + 1}": _in_one_direction(WRONG_LAYERS[label], place)
        for label in ALSO_IN_ONE
        for place in (0, 1)
    },
    "one_state_for_all__whole": shared(BiRNN, "onward", "backward_in_time"),
    **{f"one_weight_shared__{name}": _one_shared(place) for place, name in enumerate(("Wx", "Wh", "b"))},
}
