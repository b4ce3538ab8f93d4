import numpy as np


class Pooling:
    """The largest value of each window, each channel on its own.

    pool_h, pool_w: size of a window   stride: pixels from one window to the next   pad: zeros on each of the four sides
    """

    def __init__(self, pool_h, pool_w, stride=1, pad=0):
        raise NotImplementedError

    def forward(self, x):
        """x: (N, C, H, W) -> (N, C, OH, OW)"""
        raise NotImplementedError

    def backward(self, dout):
        """dout: (N, C, OH, OW) -> dx in the shape of x"""
        raise NotImplementedError
