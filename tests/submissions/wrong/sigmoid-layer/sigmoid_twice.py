# mistake: sigmoid is applied again in backward
import numpy as np


class Sigmoid:
    def __init__(self):
        self.out = None

    def forward(self, x):
        out = 1 / (1 + np.exp(-x))
        self.out = out
        return out

    def backward(self, dout):
        s = 1 / (1 + np.exp(-self.out))
        dx = dout * (1.0 - s) * s
        return dx
