import numpy as np


class Dropout:
    def __init__(self, dropout_ratio=0.5):
        """dropout_ratio: chance that a unit is dropped"""
        raise NotImplementedError

    def forward(self, x, train_flg=True):
        """x: any shape -> the same shape"""
        raise NotImplementedError

    def backward(self, dout):
        """dout: the shape of x -> the same shape"""
        raise NotImplementedError
