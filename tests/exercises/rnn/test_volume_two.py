"""Learners write the recurrent layers as volume 2 does, and otherwise: graded behind the wall, both are right."""

from __future__ import annotations

from pathlib import Path

import pytest
from dlgrade.exercises import catalogue
from dlgrade.grader.collect import collect
from dlgrade.grader.grading import Task, grade
from dlgrade.grader.workers import Workers
from dlgrade.reports.record import Exercise

VOLUME_TWO = """
import numpy as np

def sigmoid(x):
    return 1 / (1 + np.exp(-x))

def clip_grads(grads, max_norm):
    total_norm = 0
    for grad in grads:
        total_norm += np.sum(grad ** 2)
    rate = max_norm / (np.sqrt(total_norm) + 1e-6)
    if rate < 1:
        for grad in grads:
            grad *= rate

class Layer:
    def __init__(self, Wx, Wh, b):
        self.params = [Wx, Wh, b]
        self.grads = [np.zeros_like(Wx), np.zeros_like(Wh), np.zeros_like(b)]
        self.cache = None
    def keep(self, *grads):
        for kept, grad in zip(self.grads, grads):
            kept[...] = grad

class RNN(Layer):
    def forward(self, x, h_prev):
        Wx, Wh, b = self.params
        h_next = np.tanh(np.dot(h_prev, Wh) + np.dot(x, Wx) + b)
        self.cache = (x, h_prev, h_next)
        return h_next
    def backward(self, dh_next):
        Wx, Wh, b = self.params
        x, h_prev, h_next = self.cache
        dt = dh_next * (1 - h_next ** 2)
        self.keep(np.dot(x.T, dt), np.dot(h_prev.T, dt), np.sum(dt, axis=0))
        return np.dot(dt, Wx.T), np.dot(dt, Wh.T)

class LSTM(Layer):
    def forward(self, x, h_prev, c_prev):
        Wx, Wh, b = self.params
        H = h_prev.shape[1]
        A = np.dot(x, Wx) + np.dot(h_prev, Wh) + b
        f, g = sigmoid(A[:, :H]), np.tanh(A[:, H:2*H])
        i, o = sigmoid(A[:, 2*H:3*H]), sigmoid(A[:, 3*H:])
        c_next = f * c_prev + g * i
        self.cache = (x, h_prev, c_prev, i, f, g, o, c_next)
        return o * np.tanh(c_next), c_next
    def backward(self, dh_next, dc_next):
        Wx, Wh, b = self.params
        x, h_prev, c_prev, i, f, g, o, c_next = self.cache
        tanh_c_next = np.tanh(c_next)
        ds = dc_next + (dh_next * o) * (1 - tanh_c_next ** 2)
        dc_prev = ds * f
        di, df, do, dg = ds * g, ds * c_prev, dh_next * tanh_c_next, ds * i
        di *= i * (1 - i)
        df *= f * (1 - f)
        do *= o * (1 - o)
        dg *= (1 - g ** 2)
        dA = np.hstack((df, dg, di, do))
        self.keep(np.dot(x.T, dA), np.dot(h_prev.T, dA), dA.sum(axis=0))
        return np.dot(dA, Wx.T), np.dot(dA, Wh.T), dc_prev

class GRU(Layer):
    def forward(self, x, h_prev):
        Wx, Wh, b = self.params
        H = Wh.shape[0]
        z = sigmoid(x @ Wx[:, :H] + h_prev @ Wh[:, :H] + b[:H])
        r = sigmoid(x @ Wx[:, H:2*H] + h_prev @ Wh[:, H:2*H] + b[H:2*H])
        h_hat = np.tanh(x @ Wx[:, 2*H:] + (r * h_prev) @ Wh[:, 2*H:] + b[2*H:])
        self.cache = (x, h_prev, z, r, h_hat)
        return (1 - z) * h_prev + z * h_hat
    def backward(self, dh_next):
        Wx, Wh, b = self.params
        H = Wh.shape[0]
        x, h_prev, z, r, h_hat = self.cache
        dh_prev = dh_next * (1 - z)
        dt = dh_next * z * (1 - h_hat ** 2)
        dhr = dt @ Wh[:, 2*H:].T
        dWhh = (r * h_prev).T @ dt
        dh_prev += r * dhr
        tz = (dh_next * h_hat - dh_next * h_prev) * z * (1 - z)
        dh_prev += tz @ Wh[:, :H].T
        tr = dhr * h_prev * r * (1 - r)
        dh_prev += tr @ Wh[:, H:2*H].T
        self.keep(np.hstack((x.T @ tz, x.T @ tr, x.T @ dt)), np.hstack((h_prev.T @ tz, h_prev.T @ tr, dWhh)),
                  np.hstack((tz.sum(0), tr.sum(0), dt.sum(0))))
        return tz @ Wx[:, :H].T + tr @ Wx[:, H:2*H].T + dt @ Wx[:, 2*H:].T, dh_prev

class TimeRNN(Layer):
    cell = RNN
    def __init__(self, Wx, Wh, b, stateful=False):
        super().__init__(Wx, Wh, b)
        self.layers, self.h, self.dh, self.stateful = None, None, None, stateful
    def set_state(self, h):
        self.h = h
    def reset_state(self):
        self.h = None
    def forward(self, xs):
        N, T, D = xs.shape
        H = self.params[1].shape[0]
        self.layers = []
        hs = np.empty((N, T, H), dtype='f')
        if not self.stateful or self.h is None:
            self.h = np.zeros((N, H), dtype='f')
        for t in range(T):
            layer = self.cell(*self.params)
            self.h = layer.forward(xs[:, t, :], self.h)
            hs[:, t, :] = self.h
            self.layers.append(layer)
        return hs
    def backward(self, dhs):
        N, T, H = dhs.shape
        dxs = np.empty((N, T, self.params[0].shape[0]), dtype='f')
        dh, grads = 0, [0, 0, 0]
        for t in reversed(range(T)):
            dx, dh = self.layers[t].backward(dhs[:, t, :] + dh)
            dxs[:, t, :] = dx
            for i, grad in enumerate(self.layers[t].grads):
                grads[i] += grad
        for i, grad in enumerate(grads):
            self.grads[i][...] = grad
        self.dh = dh
        return dxs

class TimeGRU(TimeRNN):
    cell = GRU

class TimeLSTM(Layer):
    def __init__(self, Wx, Wh, b, stateful=False):
        super().__init__(Wx, Wh, b)
        self.layers, self.h, self.c, self.dh, self.stateful = None, None, None, None, stateful
    def set_state(self, h, c=None):
        self.h, self.c = h, c
    def reset_state(self):
        self.h, self.c = None, None
    def forward(self, xs):
        N, T, D = xs.shape
        H = self.params[1].shape[0]
        self.layers = []
        hs = np.empty((N, T, H), dtype='f')
        if not self.stateful or self.h is None:
            self.h = np.zeros((N, H), dtype='f')
        if not self.stateful or self.c is None:
            self.c = np.zeros((N, H), dtype='f')
        for t in range(T):
            layer = LSTM(*self.params)
            self.h, self.c = layer.forward(xs[:, t, :], self.h, self.c)
            hs[:, t, :] = self.h
            self.layers.append(layer)
        return hs
    def backward(self, dhs):
        N, T, H = dhs.shape
        dxs = np.empty((N, T, self.params[0].shape[0]), dtype='f')
        dh, dc, grads = 0, 0, [0, 0, 0]
        for t in reversed(range(T)):
            dx, dh, dc = self.layers[t].backward(dhs[:, t, :] + dh, dc)
            dxs[:, t, :] = dx
            for i, grad in enumerate(self.layers[t].grads):
                grads[i] += grad
        for i, grad in enumerate(grads):
            self.grads[i][...] = grad
        self.dh = dh
        return dxs

class PeepholeLSTM:
    def __init__(self, Wx, Wh, b, p):
        self.params = [Wx, Wh, b, p]
        self.grads = [np.zeros_like(a) for a in self.params]
    def forward(self, x, h_prev, c_prev):
        Wx, Wh, b, p = self.params
        H = h_prev.shape[1]
        A = np.dot(x, Wx) + np.dot(h_prev, Wh) + b
        f, i = sigmoid(A[:, :H] + p[0] * c_prev), sigmoid(A[:, 2*H:3*H] + p[1] * c_prev)
        g = np.tanh(A[:, H:2*H])
        c_next = f * c_prev + g * i
        o = sigmoid(A[:, 3*H:] + p[2] * c_next)
        self.cache = (x, h_prev, c_prev, i, f, g, o, c_next)
        return o * np.tanh(c_next), c_next
    def backward(self, dh_next, dc_next):
        Wx, Wh, b, p = self.params
        x, h_prev, c_prev, i, f, g, o, c_next = self.cache
        t = np.tanh(c_next)
        do = dh_next * t * o * (1 - o)
        ds = dc_next + dh_next * o * (1 - t ** 2) + do * p[2]
        df, di, dg = ds * c_prev * f * (1 - f), ds * g * i * (1 - i), ds * i * (1 - g ** 2)
        dA = np.hstack((df, dg, di, do))
        dp = np.array([np.sum(df * c_prev, 0), np.sum(di * c_prev, 0), np.sum(do * c_next, 0)])
        for kept, grad in zip(self.grads, (np.dot(x.T, dA), np.dot(h_prev.T, dA), dA.sum(axis=0), dp)):
            kept[...] = grad
        return np.dot(dA, Wx.T), np.dot(dA, Wh.T), ds * f + df * p[0] + di * p[1]

def make_adding_problem(n, length, rng):
    x, t = np.zeros((n, length, 2)), np.zeros(n)
    for k in range(n):
        x[k, :, 0] = rng.random(length)
        a, b = rng.integers(length // 2), length // 2 + rng.integers(length - length // 2)
        x[k, a, 1] = x[k, b, 1] = 1
        t[k] = x[k, a, 0] + x[k, b, 0]
    return x, t

def make_sine_windows(series, length):
    x, t = [], []
    for i in range(len(series) - length):
        x.append(series[i:i + length])
        t.append(series[i + length])
    return np.array(x).reshape(-1, length, 1), np.array(t).reshape(-1, 1)
"""

OTHER = """
import numpy as np

def sigmoid(x):
    return np.tanh(x / 2) / 2 + 0.5

def clip_gradients(gradients, threshold):
    norm = np.linalg.norm(np.concatenate([g.ravel() for g in gradients]))
    return [g * min(1.0, threshold / norm) for g in gradients]

class RNNCell:
    def __init__(self, W_xh, W_hh, bias):
        self.W_xh, self.W_hh, self.bias = W_xh, W_hh, bias
    def __call__(self, h, x):
        self.h, self.x = h, x
        self.out = np.tanh(np.einsum("nd,dh->nh", x, self.W_xh) + np.einsum("nk,kh->nh", h, self.W_hh) + self.bias)
        return self.out
    def backward(self, grad_h):
        delta = grad_h * (1 - self.out * self.out)
        self.dW_xh, self.dW_hh = np.einsum("nd,nh->dh", self.x, delta), np.einsum("nk,nh->kh", self.h, delta)
        self.dbias = delta.sum(0)
        return delta @ self.W_xh.T, delta @ self.W_hh.T

class LSTMCell:
    "PyTorch's order i f g o"
    def __init__(self, weight_ih, weight_hh, bias):
        self.wx, self.wh, self.bias = weight_ih, weight_hh, bias
    def forward(self, x, hx, cx):
        self.x, self.hx, self.cx = x, hx, cx
        i, f, g, o = np.split(x @ self.wx + hx @ self.wh + self.bias, 4, 1)
        self.i, self.f, self.g, self.o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
        self.cy = self.f * cx + self.i * self.g
        return self.o * np.tanh(self.cy), self.cy
    def backward(self, dh, dc):
        t = np.tanh(self.cy)
        dc = dc + dh * self.o * (1 - t * t)
        da = np.concatenate([dc * self.g * self.i * (1 - self.i), dc * self.cx * self.f * (1 - self.f),
                             dc * self.i * (1 - self.g ** 2), dh * t * self.o * (1 - self.o)], axis=1)
        self.grads = {"Wx": self.x.T @ da, "Wh": self.hx.T @ da, "b": da.sum(0)}
        return da @ self.wx.T, da @ self.wh.T, dc * self.f

class GRUCell:
    "PyTorch's form: r, z, n, reset after the product, z keeps"
    def __init__(self, weight_ih, weight_hh, bias):
        self.wx, self.wh, self.bias = weight_ih, weight_hh, bias
    def forward(self, x, hx):
        self.x, self.hx = x, hx
        (xr, xz, xn), (hr, hz, self.hn) = np.split(x @ self.wx + self.bias, 3, 1), np.split(hx @ self.wh, 3, 1)
        self.r, self.z = sigmoid(xr + hr), sigmoid(xz + hz)
        self.n = np.tanh(xn + self.r * self.hn)
        return (1 - self.z) * self.n + self.z * hx
    def backward(self, dh):
        dn = dh * (1 - self.z) * (1 - self.n ** 2)
        dz = dh * (self.hx - self.n) * self.z * (1 - self.z)
        dr = dn * self.hn * self.r * (1 - self.r)
        dax, dah = np.concatenate([dr, dz, dn], 1), np.concatenate([dr, dz, dn * self.r], 1)
        self.dWx, self.dWh, self.db = self.x.T @ dax, self.hx.T @ dah, dax.sum(0)
        return dax @ self.wx.T, dh * self.z + dah @ self.wh.T
"""

ALL = ("rnn", "time-rnn", "sine", "clip", "lstm", "time-lstm", "lstm-peephole", "gru", "time-gru", "adding-problem")
SOME: dict[str, tuple[str, ...]] = {
    "rnn": (),
    "clip": (),
    "lstm": ("order ifgo",),
    "gru": ("z is the share of the old state", "r acts after the matrix product", "order rzh"),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Exercise]]:
    """Both learners' exercises by id."""
    found = {}
    with Workers() as workers:
        for name, text, ids in (("volume two", VOLUME_TWO, ALL), ("other", OTHER, tuple(SOME))):
            folder: Path = tmp_path_factory.mktemp("rnn")
            (folder / "layers.py").write_text(text, encoding="utf-8")
            exercises = [one for id in ids if (one := catalogue.named(id))]
            record = grade(Task(collect(folder), exercises, [], 11, "en", "layers"), workers)
            found[name] = {one.id: one for one in record.exercises}
    return found


@pytest.mark.parametrize("id", ALL)
def test_the_layers_of_volume_two_with_their_float32_buffers_are_right(
    graded: dict[str, dict[str, Exercise]], id: str
) -> None:
    one = graded["volume two"][id]

    assert one.state == "pass", one.cause
    assert (one.points, one.convention, one.advice) == (one.max_points, "", ())


@pytest.mark.parametrize(("id", "told"), SOME.items())
def test_other_names_other_orders_and_gradients_by_attribute_are_right_and_told(
    graded: dict[str, dict[str, Exercise]], id: str, told: tuple[str, ...]
) -> None:
    one = graded["other"][id]

    assert one.state == "pass", one.cause
    assert bool(one.convention) == bool(told)
    assert all(part in one.convention_text for part in told)


def test_an_order_of_arguments_other_than_the_books_is_said(graded: dict[str, dict[str, Exercise]]) -> None:
    assert any("in the order (h_prev, x)" in advice for advice in graded["other"]["rnn"].advice)
