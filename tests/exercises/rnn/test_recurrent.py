"""Recurrent layers: right answers in other styles pass, wrong ones beyond the listed mistakes do not."""

import numpy as np
import pytest
from dlgrade.exercises.catalogue import exercises
from dlgrade.exercises.checking.diagnose import diagnose
from dlgrade.exercises.checking.recurrent import ordered
from dlgrade.exercises.checking.verify import verify
from dlgrade.reference.gru import TimeGRU
from dlgrade.reference.lstm import LSTM, PeepholeLSTM, TimeLSTM
from dlgrade.reference.recurrent import RNN, TimeRNN
from dlgrade.reference.sequences import make_adding_problem

from ..judging import failed, judged, named

SEEDS = range(3)
IDS = ["rnn", "time-rnn", "sine", "clip", "lstm", "time-lstm", "lstm-peephole", "gru", "time-gru", "adding-problem"]
SLOW = ("lstm", "time-lstm", "lstm-peephole", "gru", "time-gru")


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


@pytest.mark.parametrize("id", IDS)
def test_the_exercise_verifies(id):
    """Layers with every order of the gates take seconds a seed."""
    assert verify(exercises()[id], range(1 if id in SLOW else 3)).breaches == {}


def returned(grads, max_norm):
    norm = np.sqrt(sum(np.vdot(grad, grad) for grad in grads))
    return [grad * min(1, max_norm / norm) for grad in grads]


def norm_given_back(grads, max_norm):
    norm = np.linalg.norm([np.linalg.norm(grad) for grad in grads])
    for grad in grads:
        grad[...] = grad * min(1.0, max_norm / (norm + 1e-8))
    return norm


def returned_with_the_norm(grads, max_norm):
    clipped = returned(grads, max_norm)
    return clipped, np.sqrt(sum(np.vdot(grad, grad) for grad in grads))


@pytest.mark.parametrize("clip", [returned, norm_given_back, returned_with_the_norm])
def test_clipping_may_return_new_gradients_or_the_norm(clip):
    assert all(judged("clip", clip, seed).state == "pass" for seed in SEEDS)


def only_first(grads, max_norm):
    norm = np.sqrt(sum((grad**2).sum() for grad in grads))
    grads[0] *= min(1, max_norm / norm)


def without_the_first(grads, max_norm):
    norm = np.sqrt(sum((grad**2).sum() for grad in grads))
    for grad in grads[1:]:
        grad *= min(1, max_norm / norm)


@pytest.mark.parametrize(("clip", "name"), [(only_first, "first_array_only"), (without_the_first, None)])
def test_clipping_of_some_arrays_alone_is_refused_without_a_name_that_is_not_its_own(clip, name):
    verdict = judged("clip", clip)
    assert (verdict.state == "pass", named(verdict)) == (False, name)


class ByAttributes:
    """Columns as vectors, gradients each in an attribute of its own, row by row."""

    def __init__(self, Wx, Wh, b):
        self.Wx, self.Wh, self.b = Wx, Wh, b

    def forward(self, x, h_prev):
        self.x, self.h_prev = x, h_prev
        self.h = np.array([np.tanh(self.Wx.T @ v + self.Wh.T @ h + self.b) for v, h in zip(x, h_prev, strict=True)])
        return self.h

    def backward(self, dh_next):
        da = dh_next - dh_next * self.h**2
        self.dWx = sum(np.outer(v, d) for v, d in zip(self.x, da, strict=True))
        self.dWh = sum(np.outer(h, d) for h, d in zip(self.h_prev, da, strict=True))
        self.db = sum(da)
        return np.array([self.Wx @ d for d in da]), np.array([self.Wh @ d for d in da])


class ByDictionary(RNN):
    def backward(self, dh_next):
        back = super().backward(dh_next)
        self.grads = dict(zip(("Wx", "Wh", "b"), self.grads, strict=True))
        return back


@pytest.mark.parametrize("layer", [ByAttributes, ByDictionary])
def test_gradients_may_stand_in_attributes_or_in_a_dictionary(layer):
    assert all(judged("rnn", layer, seed).state == "pass" for seed in SEEDS)


class StateIgnored(RNN):
    def forward(self, x, h_prev):
        return super().forward(x, np.zeros_like(h_prev))


class RowsMixed(RNN):
    def forward(self, x, h_prev):
        return super().forward(x, np.roll(h_prev, 1, axis=0))


@pytest.mark.parametrize(("layer", "name"), [(StateIgnored, "state_not_used"), (RowsMixed, None)])
def test_another_step_is_refused_without_a_name_that_is_not_its_own(layer, name):
    verdict = judged("rnn", layer)
    assert "forward" in failed(verdict)
    assert named(verdict) == name


class Unrolled:
    """No layer a step: all states in one array, which may be of float32, and the loop back by hand."""

    dtype = float

    def __init__(self, Wx, Wh, b, stateful=False):
        self.Wx, self.Wh, self.b, self.stateful, self.h = Wx, Wh, b, stateful, None

    def set_state(self, h):
        self.h = h

    def reset_state(self):
        self.h = None

    def forward(self, xs):
        n, steps, _ = xs.shape
        self.xs, self.hs = xs, np.zeros((n, steps + 1, len(self.Wh)), dtype=self.dtype)
        if self.stateful and self.h is not None:
            self.hs[:, 0] = self.h
        for t in range(steps):
            self.hs[:, t + 1] = np.tanh(xs[:, t] @ self.Wx + self.hs[:, t] @ self.Wh + self.b)
        self.h = self.hs[:, -1]
        return self.hs[:, 1:]

    def backward(self, dhs):
        da, dh = np.zeros(dhs.shape), 0.0
        for t in range(dhs.shape[1] - 1, -1, -1):
            da[:, t] = (dhs[:, t] + dh) * (1 - self.hs[:, t + 1] ** 2)
            dh = da[:, t] @ self.Wh.T
        self.dWx = np.einsum("ntd,nth->dh", self.xs, da)
        self.dWh = np.einsum("ntk,nth->kh", self.hs[:, :-1], da)
        self.db = da.sum(axis=(0, 1))
        return da @ self.Wx.T


class UnrolledInSingle(Unrolled):
    dtype = np.float32


@pytest.mark.parametrize("layer", [Unrolled, UnrolledInSingle])
def test_a_sequence_in_one_array_passes_also_with_a_buffer_of_float32(layer):
    verdicts = [judged("time-rnn", layer, seed) for seed in range(20)]
    assert {v.state for v in verdicts} == {"pass"}


class TwoStepsBack(Unrolled):
    """Gradients flow back over two steps and no further."""

    def backward(self, dhs):
        da = np.zeros(dhs.shape)
        for t in range(dhs.shape[1]):
            d = dhs[:, t] * (1 - self.hs[:, t + 1] ** 2)
            da[:, t] += d
            if t:
                da[:, t - 1] += (d @ self.Wh.T) * (1 - self.hs[:, t] ** 2)
        self.dWx = np.einsum("ntd,nth->dh", self.xs, da)
        self.dWh = np.einsum("ntk,nth->kh", self.hs[:, :-1], da)
        self.db = da.sum(axis=(0, 1))
        return da @ self.Wx.T


class HalfState(TimeRNN):
    def forward(self, xs):
        if self.stateful and self.h is not None:
            self.h = self.h * 0.5
        return super().forward(xs)


@pytest.mark.parametrize(("layer", "check"), [(TwoStepsBack, "backward"), (HalfState, "carried")])
def test_another_sequence_is_refused_without_a_name_that_is_not_its_own(layer, check):
    verdict = judged("time-rnn", layer)
    assert check in failed(verdict)
    assert named(verdict) is None


class FourMatrices:
    """Each gate by itself; gradients joined in the end."""

    def __init__(self, Wx, Wh, b):
        self.parts = [tuple(part) for part in zip(*(np.split(a, 4, axis=-1) for a in (Wx, Wh, b)), strict=True)]

    def forward(self, x, h_prev, c_prev):
        f, g, i, o = (x @ U + h_prev @ W + b for U, W, b in self.parts)
        self.kept = x, h_prev, c_prev, sigmoid(f), np.tanh(g), sigmoid(i), sigmoid(o)
        _, _, _, f, g, i, o = self.kept
        self.c = c_prev * f + i * g
        return np.tanh(self.c) * o, self.c

    def backward(self, dh_next, dc_next):
        x, h_prev, c_prev, f, g, i, o = self.kept
        dc = dc_next + dh_next * o / np.cosh(self.c) ** 2
        das = (
            dc * c_prev * f * (1 - f),
            dc * i * (1 - g * g),
            dc * g * i * (1 - i),
            dh_next * np.tanh(self.c) * o * (1 - o),
        )
        self.grads = [
            np.concatenate([x.T @ da for da in das], axis=1),
            np.concatenate([h_prev.T @ da for da in das], axis=1),
            np.concatenate([da.sum(axis=0) for da in das]),
        ]
        dx = sum(da @ U.T for da, (U, _, _) in zip(das, self.parts, strict=True))
        return dx, sum(da @ W.T for da, (_, W, _) in zip(das, self.parts, strict=True)), dc * f


def test_an_lstm_gate_by_gate_passes():
    assert {(v.state, v.convention) for v in (judged("lstm", FourMatrices, seed) for seed in SEEDS)} == {("pass", "")}


@pytest.mark.parametrize("order", ["ifgo", "ogif", "ifog"])
def test_an_lstm_in_another_order_of_gates_is_told(order):
    verdict = judged("lstm", ordered(FourMatrices, order, "fgio"))
    assert (verdict.state, verdict.convention) == ("pass", f"gates__{order}")


class CellClipped(LSTM):
    def forward(self, x, h_prev, c_prev):
        return super().forward(x, h_prev, np.clip(c_prev, -1, 1))


class ForgetBias(LSTM):
    def __init__(self, Wx, Wh, b):
        super().__init__(Wx, Wh, b + np.repeat([1.0, 0, 0, 0], len(Wh)))


class CoupledGates(LSTM):
    def forward(self, x, h_prev, c_prev):
        super().forward(x, h_prev, c_prev)
        self.i = 1 - self.f
        self.c_next = self.f * c_prev + self.i * self.g
        return self.o * np.tanh(self.c_next), self.c_next


@pytest.mark.parametrize(
    ("layer", "name"), [(CellClipped, None), (ForgetBias, "forget_bias_added"), (CoupledGates, "coupled_gates")]
)
def test_another_lstm_is_refused_without_a_name_that_is_not_its_own(layer, name):
    verdict = judged("lstm", layer)
    assert "forward" in failed(verdict)
    assert named(verdict) == name


def test_a_mistake_is_named_in_the_order_of_other_libraries_too():
    wrong = ordered(exercises()["lstm"].wrong["f_not_in_dc"]["LSTM"], "ifgo", "fgio")
    assert named(judged("lstm", wrong)) == "f_not_in_dc"


class TorchGRU:
    """r, z, n; reset after the product; z keeps."""

    def __init__(self, Wx, Wh, b):
        self.Wx, self.Wh, self.b = Wx, Wh, b

    def forward(self, x, h_prev):
        self.x, self.h = x, h_prev
        (xr, xz, xn), (hr, hz, self.hn) = (
            np.split(x @ self.Wx + self.b, 3, axis=1),
            np.split(h_prev @ self.Wh, 3, axis=1),
        )
        self.r, self.z = sigmoid(xr + hr), sigmoid(xz + hz)
        self.n = np.tanh(xn + self.r * self.hn)
        return self.n + self.z * (h_prev - self.n)

    def backward(self, dh_next):
        dn = dh_next * (1 - self.z) * (1 - self.n**2)
        dz = dh_next * (self.h - self.n) * self.z * (1 - self.z)
        dr = dn * self.hn * self.r * (1 - self.r)
        dx, dh = np.hstack([dr, dz, dn]), np.hstack([dr, dz, dn * self.r])
        self.grads = [self.x.T @ dx, self.h.T @ dh, dx.sum(axis=0)]
        return dx @ self.Wx.T, dh_next * self.z + dh @ self.Wh.T


def test_a_gru_as_pytorch_has_it_passes_and_every_difference_is_told():
    verdicts = [judged("gru", TorchGRU, seed) for seed in SEEDS]
    assert {(v.state, v.convention) for v in verdicts} == {("pass", "z_keeps+reset_after+order__rzh")}


class OnePathBack(TorchGRU):
    def backward(self, dh_next):
        dx, _ = super().backward(dh_next)
        return dx, dh_next * self.z


def test_a_gru_whose_gradient_takes_one_path_alone_is_refused():
    assert "backward" in failed(judged("gru", OnePathBack))


def test_sequences_of_other_steps_pass_and_are_told():
    lstm = type("Steps", (TimeLSTM,), {"cell": ordered(FourMatrices, "ifgo", "fgio")})
    gru = type("Steps", (TimeGRU,), {"cell": TorchGRU})
    told = judged("time-lstm", lstm), judged("time-gru", gru)
    assert [v.state for v in told] == ["pass", "pass"]
    assert [v.convention for v in told] == ["gates__ifgo", "z_keeps+reset_after+order__rzh"]


class PeepingTwice(PeepholeLSTM):
    def forward(self, x, h_prev, c_prev):
        self.params[3] = self.params[3] * 2
        return super().forward(x, h_prev, c_prev)


def test_peepholes_of_another_weight_are_refused():
    verdict = judged("lstm-peephole", PeepingTwice)
    assert "forward" in failed(verdict)
    assert named(verdict) is None


def by_choice(n, length, rng):
    half = length // 2
    marks = np.zeros((n, length))
    for row in marks:
        row[[rng.choice(half), half + rng.choice(length - half)]] = 1
    values = rng.uniform(size=(n, length))
    return np.dstack([values, marks]), np.einsum("nt,nt->n", values, marks)


def with_a_seed(n, length, rng):
    return make_adding_problem(n, length, np.random.default_rng(int(rng)))


def without_rng(n, length):
    values, marks = np.random.rand(n, length), np.zeros((n, length))
    marks[np.arange(n), np.random.randint(0, length // 2, n)] = 1
    marks[np.arange(n), np.random.randint(length // 2, length, n)] = 1
    return np.stack([values, marks], axis=-1), np.sum(values * marks, axis=1)


@pytest.mark.parametrize("make", [by_choice, with_a_seed, without_rng])
def test_an_adding_problem_in_another_style_passes(make):
    assert all(judged("adding-problem", make, seed).state == "pass" for seed in SEEDS)


def first_half_early(n, length, rng):
    """The first mark stands in the first quarter of a longer sequence."""
    values, marks = rng.random((n, length)), np.zeros((n, length))
    marks[np.arange(n), rng.integers(0, max(length // 4, 1), n)] = 1
    marks[np.arange(n), rng.integers(length // 2, length, n)] = 1
    return np.stack([values, marks], axis=-1), np.sum(values * marks, axis=1)


def one_decimal(n, length, rng):
    x, _ = make_adding_problem(n, length, rng)
    x[:, :, 0] = np.floor(x[:, :, 0] * 2) / 2
    return x, (x[:, :, 0] * x[:, :, 1]).sum(axis=1)


@pytest.mark.parametrize(("make", "check"), [(first_half_early, "places"), (one_decimal, "values")])
def test_another_adding_problem_is_refused(make, check):
    assert check in failed(judged("adding-problem", make))


def with_places(first, second):
    def make(n, length, rng):
        x, rows, places = np.zeros((n, length, 2)), np.arange(n), first(rng, n, length)
        x[:, :, 0] = rng.random((n, length))
        x[rows, places, 1] = x[rows, second(rng, n, length, places), 1] = 1
        return x, (x[:, :, 0] * x[:, :, 1]).sum(axis=1)

    return make


def half_a_length_on(rng, n, length, places):
    return places + length // 2


def second_half(rng, n, length, places):
    return rng.integers(length // 2, length, n)


TIED = with_places(lambda rng, n, length: rng.integers(0, length // 2, n), half_a_length_on)
TOO_LONG = with_places(lambda rng, n, length: rng.integers(0, length // 2 + 1, n), second_half)


def always_the_same(n, length, rng):
    return by_choice(n, length, np.random.default_rng(7))


@pytest.mark.parametrize(
    ("make", "label"), [(TIED, "places_tied"), (TOO_LONG, "first_half_too_long"), (always_the_same, "same_data")]
)
def test_an_adding_problem_whose_draws_are_not_free_is_named(make, label):
    cause = diagnose(judged("adding-problem", make, 3))
    assert cause.label == label


def sliding(series, length):
    windows = np.lib.stride_tricks.sliding_window_view(series, length + 1)
    return windows[:, :-1, None], windows[:, -1:]


def in_single(series, length):
    rows = [(series[i : i + length], series[i + length]) for i in range(len(series) - length)]
    x, t = (np.array(part, dtype=np.float32) for part in zip(*rows, strict=True))
    return x.reshape(len(x), length, 1), t.reshape(-1)


@pytest.mark.parametrize(("make", "convention"), [(sliding, ""), (in_single, "flat_target")])
def test_windows_in_another_style_pass(make, convention):
    verdicts = [judged("sine", make, seed) for seed in SEEDS]
    assert {(v.state, v.convention) for v in verdicts} == {("pass", convention)}


def smoothed(series, length):
    x, t = sliding(series, length)
    return x.copy(), (t + x[:, -1]) / 2


def test_targets_that_are_averages_are_refused_without_a_name_that_is_not_their_own():
    verdict = judged("sine", smoothed)
    assert (verdict.state == "pass", named(verdict)) == (False, None)
