import math
import numpy as np


def sig(v):
    if v >= 0:
        return 1.0 / (1.0 + math.exp(-v))
    e = math.exp(v)
    return e / (1.0 + e)


class RNN(object):
    def __init__(self, Wx, Wh, b):
        self.Wx = Wx
        self.Wh = Wh
        self.b = b
        self.grads = []

    def forward(self, x, h_prev):
        n_batch, n_in = x.shape
        n_hidden = self.Wh.shape[0]
        h = np.zeros((n_batch, n_hidden))
        for n in range(n_batch):
            for j in range(n_hidden):
                s = self.b[j]
                for d in range(n_in):
                    s = s + x[n, d] * self.Wx[d, j]
                for k in range(n_hidden):
                    s = s + h_prev[n, k] * self.Wh[k, j]
                h[n, j] = math.tanh(s)
        self.x = x
        self.h_prev = h_prev
        self.h = h
        return h

    def backward(self, dh_next):
        n_batch, n_in = self.x.shape
        n_hidden = self.Wh.shape[0]
        dWx = np.zeros((n_in, n_hidden))
        dWh = np.zeros((n_hidden, n_hidden))
        db = np.zeros(n_hidden)
        dx = np.zeros((n_batch, n_in))
        dh_prev = np.zeros((n_batch, n_hidden))
        for n in range(n_batch):
            for j in range(n_hidden):
                ds = dh_next[n, j] * (1 - self.h[n, j] * self.h[n, j])
                db[j] += ds
                for d in range(n_in):
                    dWx[d, j] += self.x[n, d] * ds
                    dx[n, d] += self.Wx[d, j] * ds
                for k in range(n_hidden):
                    dWh[k, j] += self.h_prev[n, k] * ds
                    dh_prev[n, k] += self.Wh[k, j] * ds
        self.grads = [dWx, dWh, db]
        return [dx, dh_prev]


class TimeRNN(object):
    # one weight matrix, all steps in this class, no layer objects
    def __init__(self, Wx, Wh, b, stateful=False):
        self.Wx, self.Wh, self.b = Wx, Wh, b
        self.stateful = stateful
        self.h = None

    def set_state(self, h):
        self.h = np.array(h)

    def reset_state(self):
        self.h = None

    def forward(self, xs):
        N, T, D = xs.shape
        H = len(self.b)
        if self.h is None or self.stateful == False:
            self.h = np.zeros((N, H))
        self.xs = xs
        self.history = [self.h]
        for t in range(T):
            self.h = np.tanh(xs[:, t].dot(self.Wx) + self.h.dot(self.Wh) + self.b)
            self.history.append(self.h)
        hs = np.zeros((N, T, H))
        for t in range(T):
            for n in range(N):
                for j in range(H):
                    hs[n][t][j] = self.history[t + 1][n][j]
        return hs

    def backward(self, dhs):
        N, T, H = dhs.shape
        self.dWx = np.zeros(self.Wx.shape)
        self.dWh = np.zeros(self.Wh.shape)
        self.db = np.zeros(self.b.shape)
        dxs = np.zeros(self.xs.shape)
        dh = np.zeros((N, H))
        t = T - 1
        while t >= 0:
            dh = dh + dhs[:, t]
            da = dh * (1 - self.history[t + 1] ** 2)
            for n in range(N):
                self.dWx += np.outer(self.xs[n, t], da[n])
                self.dWh += np.outer(self.history[t][n], da[n])
                self.db += da[n]
                dxs[n, t] = self.Wx.dot(da[n])
                dh[n] = self.Wh.dot(da[n])
            t = t - 1
        self.grads = [self.dWx, self.dWh, self.db]
        return dxs


class LSTM(object):
    def __init__(self, Wx, Wh, b):
        self.Wx = Wx
        self.Wh = Wh
        self.b = b

    def forward(self, x, h_prev, c_prev):
        N = x.shape[0]
        H = self.Wh.shape[0]
        self.x, self.h_prev, self.c_prev = x, h_prev, c_prev
        self.f = np.zeros((N, H))
        self.g = np.zeros((N, H))
        self.i = np.zeros((N, H))
        self.o = np.zeros((N, H))
        self.c = np.zeros((N, H))
        h = np.zeros((N, H))
        for n in range(N):
            for j in range(H):
                pre = []
                for k in range(4):
                    col = k * H + j
                    pre.append(sum(x[n] * self.Wx[:, col]) + sum(h_prev[n] * self.Wh[:, col]) + self.b[col])
                self.f[n, j] = sig(pre[0])
                self.g[n, j] = math.tanh(pre[1])
                self.i[n, j] = sig(pre[2])
                self.o[n, j] = sig(pre[3])
                self.c[n, j] = self.f[n, j] * c_prev[n, j] + self.g[n, j] * self.i[n, j]
                h[n, j] = self.o[n, j] * math.tanh(self.c[n, j])
        return h, self.c

    def backward(self, dh_next, dc_next):
        N, H = dh_next.shape
        dpre = np.zeros((N, 4 * H))
        dc_prev = np.zeros((N, H))
        for n in range(N):
            for j in range(H):
                f, g, i, o = self.f[n, j], self.g[n, j], self.i[n, j], self.o[n, j]
                tc = math.tanh(self.c[n, j])
                dc = dc_next[n, j] + dh_next[n, j] * o * (1 - tc * tc)
                dpre[n, j] = dc * self.c_prev[n, j] * f * (1 - f)
                dpre[n, H + j] = dc * i * (1 - g * g)
                dpre[n, 2 * H + j] = dc * g * i * (1 - i)
                dpre[n, 3 * H + j] = dh_next[n, j] * tc * o * (1 - o)
                dc_prev[n, j] = dc * f
        dWx = np.zeros(self.Wx.shape)
        dWh = np.zeros(self.Wh.shape)
        db = np.zeros(self.b.shape)
        dx = np.zeros(self.x.shape)
        dh_prev = np.zeros((N, H))
        for n in range(N):
            for col in range(4 * H):
                dWx[:, col] += self.x[n] * dpre[n, col]
                dWh[:, col] += self.h_prev[n] * dpre[n, col]
                db[col] += dpre[n, col]
                dx[n] += self.Wx[:, col] * dpre[n, col]
                dh_prev[n] += self.Wh[:, col] * dpre[n, col]
        self.grads = [dWx, dWh, db]
        return dx, dh_prev, dc_prev


class TimeLSTM(object):
    def __init__(self, Wx, Wh, b, stateful=False):
        self.weights = (Wx, Wh, b)
        self.stateful = stateful
        self.reset_state()

    def set_state(self, h, c):
        self.h = h
        self.c = c

    def reset_state(self):
        self.h = None
        self.c = None

    def forward(self, xs):
        N, T, D = xs.shape
        H = self.weights[1].shape[0]
        if not self.stateful:
            self.reset_state()
        if self.h is None:
            self.h = np.zeros((N, H))
            self.c = np.zeros((N, H))
        self.steps = []
        hs = []
        for t in range(T):
            step = LSTM(*self.weights)
            self.h, self.c = step.forward(xs[:, t, :], self.h, self.c)
            self.steps.append(step)
            hs.append(self.h)
        return np.array(hs).transpose(1, 0, 2)

    def backward(self, dhs):
        dxs = []
        dh = np.zeros(dhs[:, 0].shape)
        dc = np.zeros(dhs[:, 0].shape)
        self.grads = [np.zeros(w.shape) for w in self.weights]
        for t in range(dhs.shape[1] - 1, -1, -1):
            dx, dh, dc = self.steps[t].backward(dhs[:, t] + dh, dc)
            dxs.insert(0, dx)
            for k in range(3):
                self.grads[k] = self.grads[k] + self.steps[t].grads[k]
        return np.array(dxs).transpose(1, 0, 2)


class PeepholeLSTM(object):
    def __init__(self, Wx, Wh, b, p):
        self.Wx, self.Wh, self.b, self.p = Wx, Wh, b, p

    def forward(self, x, h_prev, c_prev):
        N, H = h_prev.shape
        self.x, self.h_prev, self.c_prev = x, h_prev, c_prev
        self.f, self.g, self.i, self.o, self.c, h = (np.zeros((N, H)) for _ in range(6))
        for n in range(N):
            a = x[n].dot(self.Wx) + h_prev[n].dot(self.Wh) + self.b
            for j in range(H):
                f = sig(a[j] + self.p[0, j] * c_prev[n, j])
                g = math.tanh(a[H + j])
                i = sig(a[2 * H + j] + self.p[1, j] * c_prev[n, j])
                c = f * c_prev[n, j] + g * i
                o = sig(a[3 * H + j] + self.p[2, j] * c)
                h[n, j] = o * math.tanh(c)
                self.f[n, j], self.g[n, j], self.i[n, j], self.o[n, j], self.c[n, j] = f, g, i, o, c
        return h, self.c

    def backward(self, dh_next, dc_next):
        N, H = dh_next.shape
        dWx, dWh, db, dp = (np.zeros(w.shape) for w in (self.Wx, self.Wh, self.b, self.p))
        dx, dh_prev, dc_prev = (np.zeros(w.shape) for w in (self.x, self.h_prev, self.c_prev))
        for n in range(N):
            da = np.zeros(4 * H)
            for j in range(H):
                f, g, i, o, c = self.f[n, j], self.g[n, j], self.i[n, j], self.o[n, j], self.c[n, j]
                before = self.c_prev[n, j]
                tc = math.tanh(c)
                d_o = dh_next[n, j] * tc * o * (1 - o)
                d_c = dc_next[n, j] + dh_next[n, j] * o * (1 - tc ** 2) + d_o * self.p[2, j]
                d_f = d_c * before * f * (1 - f)
                d_i = d_c * g * i * (1 - i)
                d_g = d_c * i * (1 - g ** 2)
                dc_prev[n, j] = d_c * f + d_f * self.p[0, j] + d_i * self.p[1, j]
                dp[0, j] += d_f * before
                dp[1, j] += d_i * before
                dp[2, j] += d_o * c
                da[j], da[H + j], da[2 * H + j], da[3 * H + j] = d_f, d_g, d_i, d_o
            dWx += np.outer(self.x[n], da)
            dWh += np.outer(self.h_prev[n], da)
            db += da
            dx[n] = self.Wx.dot(da)
            dh_prev[n] = self.Wh.dot(da)
        self.grads = [dWx, dWh, db, dp]
        return dx, dh_prev, dc_prev


class GRU(object):
    # h = z * h_prev + (1 - z) * candidate
    def __init__(self, Wx, Wh, b):
        self.Wx, self.Wh, self.b = Wx, Wh, b

    def forward(self, x, h_prev):
        N, H = h_prev.shape
        self.x, self.h_prev = x, h_prev
        self.z, self.r, self.k = np.zeros((N, H)), np.zeros((N, H)), np.zeros((N, H))
        for n in range(N):
            for j in range(H):
                self.z[n, j] = sig(x[n].dot(self.Wx[:, j]) + h_prev[n].dot(self.Wh[:, j]) + self.b[j])
                self.r[n, j] = sig(x[n].dot(self.Wx[:, H + j]) + h_prev[n].dot(self.Wh[:, H + j]) + self.b[H + j])
            for j in range(H):
                u = self.b[2 * H + j] + x[n].dot(self.Wx[:, 2 * H + j])
                for m in range(H):
                    u += self.r[n, m] * h_prev[n, m] * self.Wh[m, 2 * H + j]
                self.k[n, j] = math.tanh(u)
        return self.z * h_prev + (1 - self.z) * self.k

    def backward(self, dh_next):
        N, H = dh_next.shape
        D = self.x.shape[1]
        dWx, dWh, db = np.zeros((D, 3 * H)), np.zeros((H, 3 * H)), np.zeros(3 * H)
        dx, dh_prev = np.zeros((N, D)), np.zeros((N, H))
        for n in range(N):
            h, z, r, k = self.h_prev[n], self.z[n], self.r[n], self.k[n]
            dk = np.zeros(H)
            dz = np.zeros(H)
            for j in range(H):
                dk[j] = dh_next[n, j] * (1 - z[j]) * (1 - k[j] ** 2)
                dz[j] = dh_next[n, j] * (h[j] - k[j]) * z[j] * (1 - z[j])
            drh = self.Wh[:, 2 * H:].dot(dk)
            dr = drh * h * r * (1 - r)
            all3 = np.concatenate([dz, dr, dk])
            for col in range(3 * H):
                db[col] += all3[col]
                for d in range(D):
                    dWx[d, col] += self.x[n, d] * all3[col]
                    dx[n, d] += self.Wx[d, col] * all3[col]
                for m in range(H):
                    if col < 2 * H:
                        dWh[m, col] += h[m] * all3[col]
                        dh_prev[n, m] += self.Wh[m, col] * all3[col]
                    else:
                        dWh[m, col] += r[m] * h[m] * all3[col]
            dh_prev[n] += drh * r + dh_next[n] * z
        self.grads = [dWx, dWh, db]
        return dx, dh_prev


class TimeGRU(object):
    def __init__(self, Wx, Wh, b, stateful=False):
        self.Wx, self.Wh, self.b = Wx, Wh, b
        self.stateful = stateful
        self.h = 0

    def set_state(self, h):
        self.h = h

    def reset_state(self):
        self.h = 0

    def forward(self, xs):
        N, T, D = xs.shape
        H = self.Wh.shape[0]
        h = np.zeros((N, H))
        if self.stateful:
            h = h + self.h
        self.cells = []
        hs = np.zeros((N, T, H))
        for t in range(T):
            cell = GRU(self.Wx, self.Wh, self.b)
            h = cell.forward(xs[:, t, :], h)
            hs[:, t, :] = h
            self.cells.append(cell)
        self.h = h
        return hs

    def backward(self, dhs):
        N, T, H = dhs.shape
        D = self.Wx.shape[0]
        dxs = np.zeros((N, T, D))
        dh = np.zeros((N, H))
        dWx, dWh, db = 0, 0, 0
        for t in range(T)[::-1]:
            dxs[:, t, :], dh = self.cells[t].backward(dhs[:, t, :] + dh)
            dWx = dWx + self.cells[t].grads[0]
            dWh = dWh + self.cells[t].grads[1]
            db = db + self.cells[t].grads[2]
        self.grads = [dWx, dWh, db]
        return dxs
