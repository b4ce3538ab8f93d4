# W = [Wx; Wh] in one matrix, [x, h] in one vector; all layers derive from the one that knows how to multiply
import numpy as np


def expit(x):
    return np.exp(-np.logaddexp(0, -x))


class _Joined:
    def __init__(self, Wx, Wh, b):
        self.D, self.H = Wx.shape[0], Wh.shape[0]
        self.W = np.vstack([Wx, Wh])
        self.b = b
        self.dWx = self.dWh = self.db = None

    @property
    def grads(self):
        return [self.dWx, self.dWh, self.db]

    def affine(self, x, h):
        self.xh = np.hstack([x, h])
        return self.xh @ self.W + self.b

    def affine_backward(self, da):
        dW = self.xh.T @ da
        self.dWx, self.dWh, self.db = dW[: self.D], dW[self.D :], da.sum(axis=0)
        dxh = da @ self.W.T
        return dxh[:, : self.D], dxh[:, self.D :]


class RNN(_Joined):
    def forward(self, x, h_prev):
        self.h = np.tanh(self.affine(x, h_prev))
        return self.h

    def backward(self, dh_next):
        return self.affine_backward(dh_next * (1 - self.h**2))


class LSTM(_Joined):
    def forward(self, x, h_prev, c_prev):
        H = self.H
        a = self.affine(x, h_prev)
        self.f, self.g = expit(a[:, 0 * H : 1 * H]), np.tanh(a[:, 1 * H : 2 * H])
        self.i, self.o = expit(a[:, 2 * H : 3 * H]), expit(a[:, 3 * H : 4 * H])
        self.c_prev = c_prev
        self.c = self.f * c_prev + self.g * self.i
        self.th = np.tanh(self.c)
        return self.o * self.th, self.c

    def backward(self, dh_next, dc_next):
        dc = dc_next + dh_next * self.o * (1 - self.th**2)
        df = dc * self.c_prev * self.f * (1 - self.f)
        dg = dc * self.i * (1 - self.g**2)
        di = dc * self.g * self.i * (1 - self.i)
        do = dh_next * self.th * self.o * (1 - self.o)
        dx, dh_prev = self.affine_backward(np.hstack([df, dg, di, do]))
        return dx, dh_prev, dc * self.f


class PeepholeLSTM(_Joined):
    def __init__(self, Wx, Wh, b, p):
        super().__init__(Wx, Wh, b)
        self.pf, self.pi, self.po = p

    @property
    def grads(self):
        return [self.dWx, self.dWh, self.db, self.dp]

    def forward(self, x, h_prev, c_prev):
        H = self.H
        a = self.affine(x, h_prev)
        self.f = expit(a[:, :H] + self.pf * c_prev)
        self.g = np.tanh(a[:, H : 2 * H])
        self.i = expit(a[:, 2 * H : 3 * H] + self.pi * c_prev)
        self.c_prev, self.c = c_prev, self.f * c_prev + self.g * self.i
        self.o = expit(a[:, 3 * H :] + self.po * self.c)
        return self.o * np.tanh(self.c), self.c

    def backward(self, dh_next, dc_next):
        th = np.tanh(self.c)
        do = dh_next * th * self.o * (1 - self.o)
        dc = dc_next + dh_next * self.o * (1 - th**2) + do * self.po
        df = dc * self.c_prev * self.f * (1 - self.f)
        dg = dc * self.i * (1 - self.g**2)
        di = dc * self.g * self.i * (1 - self.i)
        dx, dh_prev = self.affine_backward(np.hstack([df, dg, di, do]))
        self.dp = np.array([np.sum(df * self.c_prev, 0), np.sum(di * self.c_prev, 0), np.sum(do * self.c, 0)])
        return dx, dh_prev, dc * self.f + df * self.pf + di * self.pi


class GRU:
    """reset after the product; z is the share of what is new"""

    def __init__(self, Wx, Wh, b):
        self.Wx, self.Wh, self.b = Wx, Wh, b

    def forward(self, x, h_prev):
        xz, xr, xh = np.hsplit(x @ self.Wx + self.b, 3)
        hz, hr, hh = np.hsplit(h_prev @ self.Wh, 3)
        self.z, self.r = expit(xz + hz), expit(xr + hr)
        self.h_hat = np.tanh(xh + self.r * hh)
        self.x, self.h_prev, self.hh = x, h_prev, hh
        return h_prev + self.z * (self.h_hat - h_prev)

    def backward(self, dh_next):
        z, r = self.z, self.r
        dah = dh_next * z * (1 - self.h_hat**2)
        daz = dh_next * (self.h_hat - self.h_prev) * z * (1 - z)
        dar = dah * self.hh * r * (1 - r)
        dax = np.hstack([daz, dar, dah])
        dahh = np.hstack([daz, dar, dah * r])
        self.dWx, self.dWh, self.db = self.x.T @ dax, self.h_prev.T @ dahh, np.sum(dax, axis=0)
        self.grads = self.dWx, self.dWh, self.db
        return dax @ self.Wx.T, dahh @ self.Wh.T + (1 - z) * dh_next


class _OverTime:
    def __init__(self, Wx, Wh, b, stateful=False):
        self.Wx, self.Wh, self.b, self.stateful = Wx, Wh, b, stateful
        self.reset_state()

    def set_state(self, h):
        self.h = h

    def reset_state(self):
        self.h = None

    def start(self, N):
        if not self.stateful or self.h is None:
            self.h = np.zeros((N, self.Wh.shape[0]))

    def forward(self, xs):
        N, T, D = xs.shape
        self.start(N)
        self.layers = [self.Layer(self.Wx, self.Wh, self.b) for _ in range(T)]
        hs = np.zeros((T, N, self.Wh.shape[0]))
        for t in range(T):
            hs[t] = self.h = self.layers[t].forward(xs[:, t], self.h)
        return np.transpose(hs, (1, 0, 2))

    def backward(self, dhs):
        dxs = np.zeros(dhs.shape[:2] + (self.Wx.shape[0],))
        dh = 0
        for t in range(len(self.layers) - 1, -1, -1):
            dxs[:, t], dh = self.layers[t].backward(dhs[:, t] + dh)
        self.grads = [sum(g) for g in zip(*(layer.grads for layer in self.layers))]
        return dxs


class TimeRNN(_OverTime):
    Layer = RNN


class TimeGRU(_OverTime):
    Layer = GRU


class TimeLSTM(_OverTime):
    def set_state(self, h, c):
        self.h, self.c = h, c

    def reset_state(self):
        self.h = self.c = None

    def start(self, N):
        super().start(N)
        if not self.stateful or self.c is None:
            self.c = np.zeros((N, self.Wh.shape[0]))

    def forward(self, xs):
        self.start(len(xs))
        self.layers, hs = [], []
        for x in xs.transpose(1, 0, 2):
            layer = LSTM(self.Wx, self.Wh, self.b)
            self.h, self.c = layer.forward(x, self.h, self.c)
            self.layers.append(layer)
            hs.append(self.h)
        return np.array(hs).transpose(1, 0, 2)

    def backward(self, dhs):
        dxs = np.zeros(dhs.shape[:2] + (self.Wx.shape[0],))
        dh = dc = 0
        for t, layer in reversed(list(enumerate(self.layers))):
            dxs[:, t], dh, dc = layer.backward(dhs[:, t] + dh, dc)
        self.grads = [sum(g) for g in zip(*(layer.grads for layer in self.layers))]
        return dxs


def make_sine_windows(series, length):
    return (
        np.lib.stride_tricks.sliding_window_view(series[:-1], length).reshape(-1, length, 1).copy(),
        np.expand_dims(series[length:], 1),
    )


def clip_grads(grads, max_norm):
    flat = np.concatenate([g.ravel() for g in grads])
    norm = np.linalg.norm(flat)
    factor = max_norm / norm if norm > max_norm else 1
    return tuple(g * factor for g in grads)


def make_adding_problem(n, length, rng):
    def one_hot(low, high):
        hot = np.zeros((n, high - low))
        hot[:, 0] = 1
        return rng.permuted(hot, axis=1)

    marks = np.concatenate([one_hot(0, length // 2), one_hot(length // 2, length)], axis=1).astype(np.float32)
    numbers = rng.random((n, length), dtype=np.float32)
    return np.stack((numbers, marks), axis=2), np.sum(numbers * marks, axis=1)
