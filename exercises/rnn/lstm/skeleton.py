import numpy as np


class LSTM:
    """c_next = f c_prev + g i,   h_next = o tanh(c_next)

    [f, g, i, o] = x Wx + h_prev Wh + b, then the sigmoid on f, i, o and tanh on g

    Wx: (D, 4H)   Wh: (H, 4H)   b: (4H,)   columns in the order f, g, i, o
    """

    def __init__(self, Wx, Wh, b):
        raise NotImplementedError

    def forward(self, x, h_prev, c_prev):
        """x: (N, D)   h_prev, c_prev: (N, H) -> h_next, c_next (N, H)"""
        raise NotImplementedError

    def backward(self, dh_next, dc_next):
        """dh_next, dc_next: (N, H) -> dx (N, D), dh_prev, dc_prev (N, H); sets self.grads = [dWx, dWh, db]"""
        raise NotImplementedError
