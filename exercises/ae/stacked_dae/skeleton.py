import numpy as np


class StackedDenoisingAutoencoder:
    """A classifier with sigmoid hidden layers and a softmax output, whose hidden layers are pre-trained one by one

    params: W1 (D, H1), b1 (H1,), c1 (D,), W2 (H1, H2), b2 (H2,), c2 (H1,) … for any number of hidden layers, then W and
    b of the output layer with the next number. c1, c2 … are the biases of the reconstruction: as an autoencoder, layer
    l has h = σ(x̃ W + b) and y = σ(h Wᵀ + c)
    """

    def __init__(self, params):
        raise NotImplementedError

    def pretrain(self, x, masks, lr):
        """Trains the hidden layers from the bottom up, each to its end before the next one begins

        x: (N, D), in [0, 1]   lr: learning rate of W, b and c
        masks: a list with an array (steps, N, in) for each hidden layer, one mask a step, 1 keeps and 0 erases

        A step lowers the cross entropy between the layer's clean input and its reconstruction from the corrupted one
        (summed over the units, mean over the batch). The input of layer l is what the trained layers below make of x.

        returns: all parameters after the training, a dictionary with the keys of params; predict and the rest use them
        """
        raise NotImplementedError

    def predict(self, x):
        """x: (N, D) -> probabilities of the classes (N, C)"""
        raise NotImplementedError

    def loss(self, x, t):
        """x: (N, D)   t: one-hot rows (N, C) -> cross entropy error, mean over the batch"""
        raise NotImplementedError

    def gradient(self, x, t):
        """returns: gradients of loss(x, t) by W1, b1, W2, b2 … up to the output layer (c1, c2 … have none)"""
        raise NotImplementedError
