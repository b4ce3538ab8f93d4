import numpy as np


class TimeLSTM:
    """LSTM at every step: h_t, c_t from x_t, h_{t-1}, c_{t-1}

    Wx: (D, 4H)   Wh: (H, 4H)   b: (4H,)   columns in the order f, g, i, o
    stateful: start from the last h and c of the call before, else from 0
    """

    def __init__(self, Wx, Wh, b, stateful=False):
        raise NotImplementedError

    def set_state(self, h, c):
        """h, c: (N, H), where the next forward starts if stateful"""
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
