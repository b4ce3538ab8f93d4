import numpy as np


class Affine:
    """out = x W + b

    W: (D, M)   b: (M,)
    """

    def __init__(self, W, b):
        raise NotImplementedError

    def forward(self, x):
        """x: (N, D) or (N, ...) with D numbers a row -> (N, M)"""
        raise NotImplementedError

    def backward(self, dout):
        """dout: (N, M) -> dx in the shape of x; sets self.dW (D, M) and self.db (M,)"""
        raise NotImplementedError
