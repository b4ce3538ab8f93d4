# accepted and told: the rows of p stand in the order input, forget, output
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


class PeepholeLSTM:
    def __init__(self, Wx, Wh, b, p):
        self.params = [Wx, Wh, b, p]
        self.grads = [np.zeros_like(w) for w in self.params]
        self.cache = None

    def forward(self, x, h_prev, c_prev):
        Wx, Wh, b, p = self.params
        N, H = h_prev.shape
        A = np.dot(x, Wx) + np.dot(h_prev, Wh) + b

        f = sigmoid(A[:, :H] + p[1] * c_prev)
        g = np.tanh(A[:, H:2*H])
        i = sigmoid(A[:, 2*H:3*H] + p[0] * c_prev)
        c_next = f * c_prev + g * i
        o = sigmoid(A[:, 3*H:] + p[2] * c_next)
        h_next = o * np.tanh(c_next)

        self.cache = (x, h_prev, c_prev, i, f, g, o, c_next)
        return h_next, c_next

    def backward(self, dh_next, dc_next):
        Wx, Wh, b, p = self.params
        x, h_prev, c_prev, i, f, g, o, c_next = self.cache
        tanh_c_next = np.tanh(c_next)

        do = dh_next * tanh_c_next
        do *= o * (1 - o)
        ds = dc_next + (dh_next * o) * (1 - tanh_c_next ** 2) + do * p[2]

        di = ds * g * i * (1 - i)
        df = ds * c_prev * f * (1 - f)
        dg = ds * i * (1 - g ** 2)
        dc_prev = ds * f + df * p[1] + di * p[0]

        dA = np.hstack((df, dg, di, do))
        dp = np.array([(di * c_prev).sum(axis=0), (df * c_prev).sum(axis=0), (do * c_next).sum(axis=0)])

        self.grads[0][...] = np.dot(x.T, dA)
        self.grads[1][...] = np.dot(h_prev.T, dA)
        self.grads[2][...] = dA.sum(axis=0)
        self.grads[3][...] = dp

        return np.dot(dA, Wx.T), np.dot(dA, Wh.T), dc_prev
