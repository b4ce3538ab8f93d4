# mistake: dout times the output in place of the mask
import numpy as np


class Relu:
    def __init__(self):
        self.mask = None

    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        self.out = out
        return out

    def backward(self, dout):
        dx = dout * self.out
        return dx
