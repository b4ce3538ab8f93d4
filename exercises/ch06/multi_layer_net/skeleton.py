import numpy as np


class MultiLayerNet:
    """Affine and activation for each hidden layer, one more Affine, SoftmaxWithLoss at the end

    hidden_size_list: units of each hidden layer   activation: "relu" or "sigmoid"
    weight_init_std: a deviation, or "relu" / "he" for √(2/n), "sigmoid" / "xavier" for √(1/n)
    weight_decay_lambda: λ of the penalty ½ λ Σ W² over the weights of every layer, biases left out
    self.params: a dictionary with W1, b1, W2, b2, ...; the layers hold these very arrays
    """

    def __init__(
        self,
        input_size,
        hidden_size_list,
        output_size,
        activation="relu",
        weight_init_std="relu",
        weight_decay_lambda=0,
    ):
        raise NotImplementedError

    def predict(self, x):
        """x: (N, D) -> scores (N, C), before the softmax"""
        raise NotImplementedError

    def loss(self, x, t):
        """cross entropy error for one-hot t (N, C), the mean over the batch, + ½ λ Σ W² -> number"""
        raise NotImplementedError

    def accuracy(self, x, t):
        """share of the rows whose highest score is the right class's -> number from 0 to 1"""
        raise NotImplementedError

    def gradient(self, x, t):
        """gradient of the loss -> dictionary with the keys of params; the penalty adds λ W to that of W"""
        raise NotImplementedError
