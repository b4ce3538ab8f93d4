import numpy as np


class TimeGRU:
    """GRU at every step: h_t from x_t and h_{t-1}

    Wx: (D, 3H)   Wh: (H, 3H)   b: (3H,)   columns in the order z, r, h̃
    stateful: start from the last state of the call before, else from 0
    """

    def __init__(self, Wx, Wh, b, stateful=False):
        raise NotImplementedError

    def set_state(self, h):
        """h: (N, H), where the next forward starts if stateful"""
        raise NotImplementedError

    def reset_state(self):
        """the next forward starts from 0"""
        raise NotImplementedError

    def forward(self, xs):
        """xs: (N, T, D) -> hs (N, T, H)"""
        raise NotImplementedError

    def backward(self, dhs):
        """dhs: (N, T, H) -> dxs (N, T, D); sets self.grads = [dWx, dWh, db], sums over all steps"""
        raise NotImplementedError
