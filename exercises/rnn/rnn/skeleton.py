import numpy as np


class RNN:
    """h_next = tanh(x Wx + h_prev Wh + b)

    Wx: (D, H)   Wh: (H, H)   b: (H,)
    """

    def __init__(self, Wx, Wh, b):
        raise NotImplementedError

    def forward(self, x, h_prev):
        """x: (N, D)   h_prev: (N, H) -> h_next (N, H)"""
        raise NotImplementedError

    def backward(self, dh_next):
        """dh_next: (N, H) -> dx (N, D), dh_prev (N, H); sets self.grads = [dWx, dWh, db]"""
        raise NotImplementedError
