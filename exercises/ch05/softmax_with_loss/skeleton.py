import numpy as np


class SoftmaxWithLoss:
    """Softmax and cross entropy error: the loss is the mean over the batch of -log y at the true class"""

    def __init__(self):
        raise NotImplementedError

    def forward(self, x, t):
        """x: scores (N, C)   t: one-hot rows (N, C) or class numbers (N,) -> the loss, one number"""
        raise NotImplementedError

    def backward(self, dout=1):
        """dout: gradient of the loss -> dx (N, C)"""
        raise NotImplementedError
