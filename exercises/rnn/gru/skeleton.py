import numpy as np


class GRU:
    """h_next = (1 - z) h_prev + z h̃   with   h̃ = tanh(x Wxh + (r h_prev) Whh + bh)

    z = sigmoid(x Wxz + h_prev Whz + bz)   r = sigmoid(x Wxr + h_prev Whr + br)

    Wx: (D, 3H)   Wh: (H, 3H)   b: (3H,)   columns in the order z, r, h̃
    """

    def __init__(self, Wx, Wh, b):
        raise NotImplementedError

    def forward(self, x, h_prev):
        """x: (N, D)   h_prev: (N, H) -> h_next (N, H)"""
        raise NotImplementedError

    def backward(self, dh_next):
        """dh_next: (N, H) -> dx (N, D), dh_prev (N, H); sets self.grads = [dWx, dWh, db]"""
        raise NotImplementedError
