import numpy as np


class DeepConvNet:
    """conv - relu - conv - relu - pool   (16 filters each)
    conv - relu - conv - relu - pool   (32 filters each; pad 2 in the second of them)
    conv - relu - conv - relu - pool   (64 filters each)
    affine (50) - relu - dropout - affine (10) - dropout - softmax

    All filters 3 × 3, stride 1, pad 1 (but for conv 4: pad 2); all poolings 2 × 2, stride 2; dropout of one half.
    Sides of a 28 × 28 image: 28 28 14 14 16 8 8 8 4

    self.params: a dictionary with W1 (16, 1, 3, 3), b1 (16,) ... W6 (64, 64, 3, 3), b6 (64,),
                 W7 (1024, 50), b7 (50,), W8 (50, 10), b8 (10,)
                 The weights start with He's standard deviation sqrt(2 / n), n: values that a filter or unit sees.
    """

    def __init__(self, input_dim=(1, 28, 28), hidden_size=50, output_size=10):
        raise NotImplementedError

    def predict(self, x, train_flg=False):
        """x: (N, 1, 28, 28) -> scores (N, output_size); units are dropped where train_flg is true, and there alone"""
        raise NotImplementedError

    def loss(self, x, t):
        """cross entropy error of the softmax in training mode for one-hot t, the mean over the batch -> number"""
        raise NotImplementedError

    def gradient(self, x, t):
        """gradient of that loss by backpropagation -> dictionary with W1, b1, ..., W8, b8"""
        raise NotImplementedError
