import numpy as np


class TwoLayerNet:
    """y = softmax(h(x W1 + b1) W2 + b2) with the sigmoid (or ReLU) as h: D numbers in, H hidden units, C classes out

    self.params: a dictionary with W1 (D, H), b1 (H,), W2 (H, C), b2 (C,)
    weight_init_std: standard deviation of the first weights; the biases start at 0
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        raise NotImplementedError

    def predict(self, x):
        """x: (N, D) -> y (N, C)"""
        raise NotImplementedError

    def loss(self, x, t):
        """cross entropy error for one-hot t (N, C), the mean over the batch -> number"""
        raise NotImplementedError

    def accuracy(self, x, t):
        """share of the rows whose likeliest class is the right one -> number from 0 to 1"""
        raise NotImplementedError

    def numerical_gradient(self, x, t):
        """gradient of the loss by differences -> dictionary with W1, b1, W2, b2

        A fast gradient(x, t) by the chain rule may stand in its place or beside it.
        """
        raise NotImplementedError
