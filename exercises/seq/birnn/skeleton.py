import numpy as np


class BiRNN:
    """h1_t = tanh(x_t Wx1 + h1_{t-1} Wh1 + b1),   h2_t = tanh(x_t Wx2 + h2_{t+1} Wh2 + b2),   h_t = [h1_t, h2_t]

    Wx1, Wx2: (D, H)   Wh1, Wh2: (H, H)   b1, b2: (H,)
    """

    def __init__(self, Wx1, Wh1, b1, Wx2, Wh2, b2):
        raise NotImplementedError

    def forward(self, xs):
        """xs: (N, T, D) -> hs (N, T, 2H)"""
        raise NotImplementedError

    def backward(self, dhs):
        """dhs: (N, T, 2H) -> dxs (N, T, D)

        sets self.grads = [dWx1, dWh1, db1, dWx2, dWh2, db2], sums over all steps
        """
        raise NotImplementedError
