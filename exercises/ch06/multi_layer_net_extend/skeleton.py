import numpy as np


class MultiLayerNetExtend:
    """Affine, batch normalization, activation, dropout for each hidden layer, then Affine and SoftmaxWithLoss

    hidden_size_list, activation, weight_init_std, weight_decay_lambda: as in MultiLayerNet
    use_dropout: drop hidden units in training   dropout_ration: chance that one is dropped
    use_batchnorm: normalise hidden layers over the batch
    self.params: W1, b1, W2, b2, ...; with use_batchnorm also gamma1 (ones), beta1 (zeros), ... for the hidden layers
    """

    def __init__(
        self,
        input_size,
        hidden_size_list,
        output_size,
        activation="relu",
        weight_init_std="relu",
        weight_decay_lambda=0,
        use_dropout=False,
        dropout_ration=0.5,
        use_batchnorm=False,
    ):
        raise NotImplementedError

    def predict(self, x, train_flg=False):
        """x: (N, D) -> scores (N, C), before the softmax"""
        raise NotImplementedError

    def loss(self, x, t, train_flg=False):
        """cross entropy error for one-hot t (N, C), the mean over the batch, + ½ λ Σ W² -> number"""
        raise NotImplementedError

    def accuracy(self, x, t):
        """share of the rows whose highest score at test time is the right class's -> number from 0 to 1"""
        raise NotImplementedError

    def gradient(self, x, t):
        """gradient of the training loss -> dictionary with the keys of params"""
        raise NotImplementedError
