import numpy as np


class PeepholeLSTM:
    """c_next = f c_prev + g i,   h_next = o tanh(c_next)

    f = sigmoid(... + p[0] c_prev)   i = sigmoid(... + p[1] c_prev)   o = sigmoid(... + p[2] c_next)   g = tanh(...)

    Wx: (D, 4H)   Wh: (H, 4H)   b: (4H,)   columns in the order f, g, i, o   p: (3, H)
    """

    def __init__(self, Wx, Wh, b, p):
        raise NotImplementedError

    def forward(self, x, h_prev, c_prev):
        """x: (N, D)   h_prev, c_prev: (N, H) -> h_next, c_next (N, H)"""
        raise NotImplementedError

    def backward(self, dh_next, dc_next):
        """dh_next, dc_next: (N, H) -> dx (N, D), dh_prev, dc_prev (N, H); sets self.grads = [dWx, dWh, db, dp]"""
        raise NotImplementedError
