"""Everything is a dictionary here: weights, gradients and what forward leaves behind."""

import numpy as np


def sigmoid(x):
    return 1.0 / (1.0 + np.exp(-x))


def d_sigmoid(s):
    return s * (1.0 - s)


def d_tanh(y):
    return 1.0 - y**2


class RNN:
    def __init__(self, Wx, Wh, b):
        self.params = {"Wx": Wx, "Wh": Wh, "b": b}
        self.grads = {}

    def forward(self, x, h):
        P = self.params
        h_next = np.tanh(x @ P["Wx"] + h @ P["Wh"] + P["b"])
        self.cache = {"x": x, "h": h, "h_next": h_next}
        return h_next

    def backward(self, dout):
        P, C = self.params, self.cache
        da = dout * d_tanh(C["h_next"])
        self.grads = {"Wx": C["x"].T @ da, "Wh": C["h"].T @ da, "b": da.sum(axis=0)}
        return da @ P["Wx"].T, da @ P["Wh"].T


class GRU:
    """columns r, z, h"""

    def __init__(self, Wx, Wh, b):
        self.params = {"Wx": Wx, "Wh": Wh, "b": b}
        self.grads = {}

    def split(self, name):
        return np.split(self.params[name], 3, axis=-1)

    def forward(self, x, h):
        Wxr, Wxz, Wxh = self.split("Wx")
        Whr, Whz, Whh = self.split("Wh")
        br, bz, bh = self.split("b")
        r = sigmoid(x @ Wxr + h @ Whr + br)
        z = sigmoid(x @ Wxz + h @ Whz + bz)
        h_tilde = np.tanh(x @ Wxh + (r * h) @ Whh + bh)
        self.cache = {"x": x, "h": h, "r": r, "z": z, "h_tilde": h_tilde}
        return (1 - z) * h + z * h_tilde

    def backward(self, dout):
        Wxr, Wxz, Wxh = self.split("Wx")
        Whr, Whz, Whh = self.split("Wh")
        x, h, r, z, h_tilde = self.cache.values()
        da_h = dout * z * d_tanh(h_tilde)
        da_z = dout * (h_tilde - h) * d_sigmoid(z)
        d_rh = da_h @ Whh.T
        da_r = d_rh * h * d_sigmoid(r)
        dx = da_r @ Wxr.T + da_z @ Wxz.T + da_h @ Wxh.T
        dh = dout * (1 - z) + d_rh * r + da_r @ Whr.T + da_z @ Whz.T
        self.grads = {
            "Wx": np.concatenate([x.T @ da_r, x.T @ da_z, x.T @ da_h], axis=1),
            "Wh": np.concatenate([h.T @ da_r, h.T @ da_z, (r * h).T @ da_h], axis=1),
            "b": np.concatenate([da_r.sum(0), da_z.sum(0), da_h.sum(0)]),
        }
        return dx, dh


class LSTM:
    """columns i, f, o, g"""

    def __init__(self, Wx, Wh, b):
        self.params = {"Wx": Wx, "Wh": Wh, "b": b}
        self.grads = {}

    def forward(self, x, h, c):
        P = self.params
        a = x @ P["Wx"] + h @ P["Wh"] + P["b"]
        n = h.shape[1]
        ifo = sigmoid(a[:, : 3 * n])
        i, f, o = ifo[:, :n], ifo[:, n : 2 * n], ifo[:, 2 * n :]
        g = np.tanh(a[:, 3 * n :])
        c_next = f * c + i * g
        self.cache = dict(x=x, h=h, c=c, i=i, f=f, o=o, g=g, c_next=c_next)
        return o * np.tanh(c_next), c_next

    def backward(self, dh_next, dc_next):
        P, C = self.params, self.cache
        tc = np.tanh(C["c_next"])
        dc = dh_next * C["o"] * d_tanh(tc) + dc_next
        da = np.concatenate(
            (
                dc * C["g"] * d_sigmoid(C["i"]),
                dc * C["c"] * d_sigmoid(C["f"]),
                dh_next * tc * d_sigmoid(C["o"]),
                dc * C["i"] * d_tanh(C["g"]),
            ),
            axis=1,
        )
        self.grads = {"Wx": C["x"].T @ da, "Wh": C["h"].T @ da, "b": da.sum(axis=0)}
        return da @ P["Wx"].T, da @ P["Wh"].T, dc * C["f"]


class PeepholeLSTM:
    def __init__(self, Wx, Wh, b, p):
        self.params = {"Wx": Wx, "Wh": Wh, "b": b, "p": p}
        self.grads = {}

    def forward(self, x, h, c):
        P = self.params
        a_f, a_g, a_i, a_o = np.split(x @ P["Wx"] + h @ P["Wh"] + P["b"], 4, axis=1)
        pf, pi, po = P["p"]
        f = sigmoid(a_f + pf * c)
        i = sigmoid(a_i + pi * c)
        g = np.tanh(a_g)
        c_next = f * c + i * g
        o = sigmoid(a_o + po * c_next)
        self.cache = dict(x=x, h=h, c=c, i=i, f=f, o=o, g=g, c_next=c_next)
        return o * np.tanh(c_next), c_next

    def backward(self, dh_next, dc_next):
        P, C = self.params, self.cache
        pf, pi, po = P["p"]
        tc = np.tanh(C["c_next"])
        a_o = dh_next * tc * d_sigmoid(C["o"])
        dc = dc_next + dh_next * C["o"] * d_tanh(tc) + po * a_o
        a_f = dc * C["c"] * d_sigmoid(C["f"])
        a_i = dc * C["g"] * d_sigmoid(C["i"])
        a_g = dc * C["i"] * d_tanh(C["g"])
        da = np.concatenate((a_f, a_g, a_i, a_o), axis=1)
        self.grads = {
            "Wx": C["x"].T @ da,
            "Wh": C["h"].T @ da,
            "b": da.sum(axis=0),
            "p": np.vstack([(a_f * C["c"]).sum(0), (a_i * C["c"]).sum(0), (a_o * C["c_next"]).sum(0)]),
        }
        return da @ P["Wx"].T, da @ P["Wh"].T, dc * C["f"] + a_f * pf + a_i * pi


class TimeRNN:
    layer = RNN

    def __init__(self, Wx, Wh, b, stateful=False):
        self.params = {"Wx": Wx, "Wh": Wh, "b": b}
        self.grads = {}
        self.stateful = stateful
        self.h = None

    def set_state(self, h):
        self.h = h

    def reset_state(self):
        self.h = None

    def forward(self, xs):
        N, T, _ = xs.shape
        h = self.h if self.stateful and self.h is not None else np.zeros((N, self.params["Wh"].shape[0]))
        self.layers = [self.layer(**self.params) for _ in range(T)]
        hs = []
        for t, layer in enumerate(self.layers):
            h = layer.forward(xs[:, t], h)
            hs.append(h)
        self.h = h
        return np.stack(hs, axis=1)

    def backward(self, dhs):
        self.grads = {key: np.zeros_like(value) for key, value in self.params.items()}
        dxs, dh = {}, 0
        for t in reversed(range(len(self.layers))):
            dxs[t], dh = self.layers[t].backward(dhs[:, t] + dh)
            for key in self.grads:
                self.grads[key] += self.layers[t].grads[key]
        return np.stack([dxs[t] for t in range(len(self.layers))], axis=1)


class TimeGRU(TimeRNN):
    layer = GRU


class TimeLSTM:
    def __init__(self, Wx, Wh, b, stateful=False):
        self.params = {"Wx": Wx, "Wh": Wh, "b": b}
        self.grads = {}
        self.stateful = stateful
        self.state = None

    def set_state(self, h, c):
        self.state = {"h": h, "c": c}

    def reset_state(self):
        self.state = None

    def forward(self, xs):
        N, T, _ = xs.shape
        if self.state is None or not self.stateful:
            zero = np.zeros((N, self.params["Wh"].shape[0]))
            self.state = {"h": zero, "c": zero}
        self.layers = [LSTM(**self.params) for _ in range(T)]
        hs = []
        for t in range(T):
            h, c = self.layers[t].forward(xs[:, t], **self.state)
            self.state = {"h": h, "c": c}
            hs.append(h)
        return np.stack(hs, axis=1)

    def backward(self, dhs):
        self.grads = {key: np.zeros_like(value) for key, value in self.params.items()}
        dxs, dh, dc = {}, 0, 0
        for t in reversed(range(len(self.layers))):
            dxs[t], dh, dc = self.layers[t].backward(dhs[:, t] + dh, dc)
            for key in self.grads:
                self.grads[key] += self.layers[t].grads[key]
        return np.stack([dxs[t] for t in range(len(self.layers))], axis=1)
