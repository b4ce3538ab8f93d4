# mistake: backward gives 1 where x was positive and leaves dout out
import numpy as np


class Relu:
    def __init__(self):
        self.mask = None

    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dx = np.ones_like(dout)
        dx[self.mask] = 0
        return dx
