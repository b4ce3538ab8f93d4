import numpy as np


class Sigmoid:
    """out = 1 / (1 + exp(-x)), element by element"""

    def __init__(self):
        raise NotImplementedError

    def forward(self, x):
        """x: any shape -> the same shape"""
        raise NotImplementedError

    def backward(self, dout):
        """dout: the shape of x -> dx, the same shape"""
        raise NotImplementedError
