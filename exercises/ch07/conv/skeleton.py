import numpy as np


class Convolution:
    """out[n, f] = Σ W[f] · window of x[n] + b[f]

    W: (FN, C, FH, FW)   b: (FN,)
    """

    def __init__(self, W, b, stride=1, pad=0):
        raise NotImplementedError

    def forward(self, x):
        """x: (N, C, H, W) -> (N, FN, OH, OW)"""
        raise NotImplementedError

    def backward(self, dout):
        """dout: (N, FN, OH, OW) -> dx in the shape of x; sets self.dW (FN, C, FH, FW) and self.db (FN,)"""
        raise NotImplementedError
