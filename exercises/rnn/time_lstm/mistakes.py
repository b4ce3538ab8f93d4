from functools import partial

import numpy as np

from ....reference.lstm import TimeLSTM
from ...checking.time_mistakes import loop, time_mistakes
from .conventions import VARIANTS as FORMS


def _of_the_cell(layer):
    parts = loop(layer)

    class dc_not_passed(parts):
        def arriving(self, dhs, t, back):
            return [dhs[:, t] + back[0], np.zeros_like(back[1])]

    class cell_not_passed(parts):
        def hand_on(self, first, last):
            return [last[0], first[1]]

    class cell_not_carried(parts):
        def begin(self, n):
            return [super().begin(n)[0], np.zeros((n, len(self.params[1])))]

    class cell_always_carried(parts):
        def begin(self, n):
            return [super().begin(n)[0], np.zeros((n, len(self.params[1]))) if self.c is None else self.c]

    class cell_not_set(parts):
        def set_state(self, h, c=None):
            self.h = h

    class cell_not_set__cleared(parts):
        def set_state(self, h, c=None):
            self.h, self.c = h, None

    class cell_not_reset(parts):
        def reset_state(self):
            self.h = None

    class cells_shown(parts):
        def shown(self, states):
            return states[1]

    in_backward = (dc_not_passed,)
    in_forward = (
        cell_not_passed,
        cell_not_carried,
        cell_always_carried,
        cell_not_set,
        cell_not_set__cleared,
        cell_not_reset,
        cells_shown,
    )
    return {made.__name__: made for made in (*in_backward, *in_forward)}


def _mistakes(layer):
    return {**time_mistakes(layer), **_of_the_cell(layer)}


VARIANTS = _mistakes(TimeLSTM)
IN_FORM = {label: partial(_mistakes, layer) for label, layer in FORMS.items()}
