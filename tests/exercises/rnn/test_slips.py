"""Slips in recurrent layers: named whatever the form of the layer, and in what one layer keeps beside another."""

import numpy as np
import pytest
from dlgrade.exercises.catalogue import exercises
from dlgrade.exercises.checking.judge import judge
from dlgrade.exercises.checking.recurrent import ordered
from dlgrade.exercises.checking.subject import Local
from dlgrade.reference.gru import GRU
from dlgrade.reference.lstm import LSTM, PeepholeLSTM, TimeLSTM
from dlgrade.reference.recurrent import RNN, TimeRNN

from ..judging import judged, named

FORMS = [
    ("lstm", "gates__ifog", ("dc_from_h_forgotten", "db_averaged", "tanh_on_c_missing__throughout")),
    ("time-lstm", "gates__fiog", ("dc_not_passed", "cell_not_reset", "cells_shown")),
    ("lstm-peephole", "gates__ogif", ("gates_not_in_dc_prev",)),
    ("gru", "order__rzh", ("r_not_in_dwh", "direct_path_forgotten")),
    ("gru", "z_keeps+reset_after", ("r_not_in_backward", "db_averaged")),
    ("time-gru", "z_keeps", ("last_step_only__last",)),
]


@pytest.mark.parametrize(("id", "form", "labels"), FORMS)
def test_a_mistake_is_named_whatever_the_form_of_the_layer(id, form, labels):
    wrong = exercises()[id].wrong_in(form)
    told = [named(judge(exercises()[id], Local(wrong[label]), 1)) for label in labels]
    assert told == [label.partition("__")[0] for label in labels]


class RnnOfTheClass:
    def __init__(self, Wx, Wh, b):
        self.Wx, self.Wh, self.b = Wx, Wh, b

    def forward(self, x, h_prev):
        h_next = np.tanh(x @ self.Wx + h_prev @ self.Wh + self.b)
        RnnOfTheClass.cache = x, h_prev, h_next
        return h_next

    def backward(self, dh_next):
        x, h_prev, h_next = self.cache
        dt = dh_next * (1 - h_next**2)
        self.grads = [x.T @ dt, h_prev.T @ dt, dt.sum(axis=0)]
        return dt @ self.Wx.T, dt @ self.Wh.T


def test_steps_that_share_what_they_keep_are_refused_and_named():
    assert named(judged("rnn", RnnOfTheClass)) == "one_state_for_all"


class InPlace(RnnOfTheClass):
    def forward(self, x, h_prev):
        a = x @ self.Wx + h_prev @ self.Wh + self.b
        h_prev[:] = np.tanh(a)
        self.cache = x, h_prev, h_prev
        return h_prev


class CellInPlace(LSTM):
    def forward(self, x, h_prev, c_prev):
        h_next, c_next = super().forward(x, h_prev, c_prev)
        c_prev[...] = c_next
        return h_next, c_prev


@pytest.mark.parametrize(
    ("id", "layer"), [("rnn", InPlace), ("lstm", CellInPlace), ("lstm", ordered(CellInPlace, "ifog", "fgio"))]
)
def test_a_state_that_is_written_over_is_told_so(id, layer):
    assert named(judged(id, layer)) == "state_overwritten"


class SetOnce(TimeRNN):
    def set_state(self, h):
        self.h = h if self.h is None else self.h


def test_a_state_that_can_be_set_once_only_is_refused_and_named():
    assert named(judged("time-rnn", SetOnce)) == "state_set_once"


def in_single_buffers(layer):
    """The arrays that come in are put into float32 buffers; the weights stay float64, and so does what comes out."""

    class Buffered(layer):
        def forward(self, *arrays):
            return super().forward(*(array.astype(np.float32) for array in arrays))

        def backward(self, *arrays):
            return super().backward(*(array.astype(np.float32) for array in arrays))

    return Buffered


@pytest.mark.parametrize(("id", "layer"), [("rnn", RNN), ("lstm", LSTM), ("lstm-peephole", PeepholeLSTM), ("gru", GRU)])
def test_a_step_with_buffers_of_float32_passes(id, layer):
    assert judged(id, in_single_buffers(layer)).state == "pass"


class CellCleared(TimeLSTM):
    def set_state(self, h, c=None):
        self.h, self.c = h, None


def test_a_cell_that_set_state_clears_is_not_told_as_one_that_is_never_carried():
    assert named(judged("time-lstm", CellCleared)) == "cell_not_set"
