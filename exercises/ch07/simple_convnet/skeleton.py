import numpy as np


class SimpleConvNet:
    """conv - relu - pool - affine - relu - affine - softmax

    input_dim: (C, H, W) of an image, H = W
    conv_param: {'filter_num': FN, 'filter_size': F, 'pad': P, 'stride': S}
    pooling: maximum of 2 × 2, stride 2
    hidden_size: units of the first affine layer   output_size: classes
    weight_init_std: standard deviation of the first weights; the biases start at 0

    self.params: a dictionary with W1 (FN, C, F, F), b1 (FN,), W2 (FN * PH * PW, hidden_size), b2 (hidden_size,),
                 W3 (hidden_size, output_size), b3 (output_size,); PH, PW: size of what the pooling gives
                 Rows of W2 run over channel, row, column.
    """

    def __init__(self, input_dim, conv_param, hidden_size, output_size, weight_init_std=0.01):
        raise NotImplementedError

    def predict(self, x):
        """x: (N, C, H, W) -> scores (N, output_size)"""
        raise NotImplementedError

    def loss(self, x, t):
        """cross entropy error of the softmax for one-hot t (N, output_size), the mean over the batch -> number"""
        raise NotImplementedError

    def accuracy(self, x, t, batch_size=100):
        """share of the rows whose likeliest class is the right one -> number from 0 to 1"""
        raise NotImplementedError

    def gradient(self, x, t):
        """gradient of the loss by backpropagation -> dictionary with W1, b1, W2, b2, W3, b3"""
        raise NotImplementedError
