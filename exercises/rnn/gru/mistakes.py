from functools import partial

import numpy as np

from ....reference.functions import sigmoid
from ....reference.gru import GRU
from ...checking.grads_mistakes import grads_mistakes
from .forms import BASES, FORMS, ResetAfter, in_form


def _steps(base):
    """backward with every step by itself, so that a mistake can put another in its place."""

    class Steps(base):
        def to_new(self, dh):
            return dh * self.z

        def new_slope(self):
            return 1 - self.new**2

        def to_z(self, dh):
            return dh * (self.new - self.h_prev)

        def slope(self, gate):
            return gate * (1 - gate)

        def recalled(self, dnew):
            """dr, the part of dh_prev and dWhh that come through h̃."""
            return self._recalled_back(dnew)

        def direct(self, dh):
            return dh * (1 - self.z)

        def joined(self, dz, dr):
            return np.hstack([dz, dr])

        def from_gates(self, dgates):
            Wh = self.params[1]
            return dgates @ Wh[:, : 2 * len(Wh)].T

        def backward(self, dh_next):
            dnew = self.to_new(dh_next) * self.new_slope()
            dr, dh_reset, dWhh = self.recalled(dnew)
            dgates = self.joined(self.to_z(dh_next) * self.slope(self.z), dr * self.slope(self.r))
            da = np.hstack([dgates, dnew])
            self.grads = [self.x.T @ da, np.hstack([self.h_prev.T @ dgates, dWhh]), da.sum(axis=0)]
            return da @ self.params[0].T, self.direct(dh_next) + dh_reset + self.from_gates(dgates)

    return Steps


def _of_z(steps):
    class z_swapped(steps):
        def to_new(self, dh):
            return dh * (1 - self.z)

        def direct(self, dh):
            return dh * self.z

    class z_swapped__and_dz(z_swapped):
        def to_z(self, dh):
            return dh * (self.h_prev - self.new)

    class dz_sign(steps):
        def to_z(self, dh):
            return dh * (self.h_prev - self.new)

    class dz_half__new(steps):
        def to_z(self, dh):
            return dh * self.new

    class dz_half__old(steps):
        def to_z(self, dh):
            return -dh * self.h_prev

    class z_shares__old(steps):
        def forward(self, x, h_prev):
            super().forward(x, h_prev)
            return h_prev + self.z * self.new

    class z_shares__new(steps):
        def forward(self, x, h_prev):
            super().forward(x, h_prev)
            return (1 - self.z) * h_prev + self.new

    return [z_swapped, z_swapped__and_dz, dz_sign, dz_half__new, dz_half__old, z_shares__old, z_shares__new]


def _of_r(steps):
    after = issubclass(steps, ResetAfter)

    class r_not_in_backward(steps):
        def recalled(self, dnew):
            dr, _, _ = super().recalled(dnew)
            Wh = self.params[1]
            return dr, dnew @ Wh[:, 2 * len(Wh) :].T, self.h_prev.T @ dnew

    class r_not_in_backward__dh(steps):
        def recalled(self, dnew):
            dr, _, dWhh = super().recalled(dnew)
            Wh = self.params[1]
            return dr, dnew @ Wh[:, 2 * len(Wh) :].T, dWhh

    class r_not_in_dwh(steps):
        def recalled(self, dnew):
            dr, dh, _ = super().recalled(dnew)
            return dr, dh, self.h_prev.T @ dnew

    class dr_forgotten(steps):
        def recalled(self, dnew):
            dr, dh, dWhh = super().recalled(dnew)
            return np.zeros_like(dr), dh, dWhh

    class candidate_path_forgotten(steps):
        def recalled(self, dnew):
            dr, dh, dWhh = super().recalled(dnew)
            return dr, np.zeros_like(dh), dWhh

    class r_missing(steps):
        def forward(self, x, h_prev):
            Wx, Wh, b = self.params
            H = len(Wh)
            super().forward(x, h_prev)
            self.new = np.tanh(x @ Wx[:, 2 * H :] + h_prev @ Wh[:, 2 * H :] + b[2 * H :])
            return (1 - self.z) * h_prev + self.z * self.new

        def recalled(self, dnew):
            Wh = self.params[1]
            dh = dnew @ Wh[:, 2 * len(Wh) :].T
            return np.zeros_like(dh), dh, self.h_prev.T @ dnew

    found = [r_not_in_backward, r_not_in_backward__dh, r_not_in_dwh, dr_forgotten, candidate_path_forgotten]
    return found if after else [*found, r_missing]


def _of_the_rest(steps):
    class gate_paths_forgotten(steps):
        def from_gates(self, dgates):
            return 0.0

    class direct_path_forgotten(steps):
        def direct(self, dh):
            return 0.0

    class gates_swapped_one_way(steps):
        def joined(self, dz, dr):
            return np.hstack([dr, dz])

    class gate_derivative_missing(steps):
        def slope(self, gate):
            return 1.0

    class tanh_derivative_missing(steps):
        def new_slope(self):
            return 1.0

    class new_with_sigmoid(steps):
        def forward(self, x, h_prev):
            Wx, Wh, b = self.params
            H = len(Wh)
            super().forward(x, h_prev)
            self.new = sigmoid(x @ Wx[:, 2 * H :] + self._recalled() + b[2 * H :])
            return (1 - self.z) * h_prev + self.z * self.new

        def new_slope(self):
            return self.new * (1 - self.new)

    class db_averaged(steps):
        def backward(self, dh_next):
            back = super().backward(dh_next)
            self.grads[2] = self.grads[2] / len(dh_next)
            return back

    class state_overwritten(steps):
        def forward(self, x, h_prev):
            h_prev[...] = super().forward(x, h_prev)
            return h_prev

    return [
        state_overwritten,
        gate_paths_forgotten,
        direct_path_forgotten,
        gates_swapped_one_way,
        gate_derivative_missing,
        tanh_derivative_missing,
        new_with_sigmoid,
        db_averaged,
        *grads_mistakes(steps).values(),
    ]


def _mistakes(base):
    steps = _steps(base)
    return {wrong.__name__: wrong for part in (_of_z, _of_r, _of_the_rest) for wrong in part(steps)}


def _in_form(base, keeps, order):
    return {label: in_form(wrong, keeps, order) for label, wrong in _mistakes(BASES[base]).items()}


VARIANTS = _mistakes(GRU)
IN_FORM = {label: partial(_in_form, *form) for label, form in FORMS.items()}
