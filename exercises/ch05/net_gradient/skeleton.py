import numpy as np


class TwoLayerNet:
    """Affine, ReLU, Affine, and SoftmaxWithLoss at the end: D numbers in, H hidden units, C classes out

    self.params: a dictionary with W1 (D, H), b1 (H,), W2 (H, C), b2 (C,); the layers hold these very arrays
    weight_init_std: standard deviation of the first weights; the biases start at 0
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        raise NotImplementedError

    def predict(self, x):
        """x: (N, D) -> scores (N, C), before the softmax"""
        raise NotImplementedError

    def loss(self, x, t):
        """cross entropy error for one-hot t (N, C), the mean over the batch -> number"""
        raise NotImplementedError

    def gradient(self, x, t):
        """gradient of the loss by backpropagation -> dictionary with W1, b1, W2, b2"""
        raise NotImplementedError
