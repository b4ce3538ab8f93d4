import numpy as np


class DBN:
    """A classifier with sigmoid hidden layers and a softmax output, whose hidden layers are pre-trained as RBMs

    params: W1 (D, H1), a1 (D,), b1 (H1,), W2 (H1, H2), a2 (H1,), b2 (H2,) … for any number of hidden layers, then W and
    b of the output layer with the next number. a1, a2 … are the biases of the visible side, b1, b2 … of the hidden side
    """

    def __init__(self, params):
        raise NotImplementedError

    def pretrain(self, x, u_h, u_v, lr):
        """Trains the hidden layers from the bottom up by CD-1, each to its end before the next one begins

        x: (N, D), in [0, 1]   lr: learning rate
        u_h, u_v: lists with an array for each hidden layer, uniform random numbers for one step after the other:
        (steps, N, out) for the hidden and (steps, N, in) for the visible units

        One step is that of RBM.cd1 (see the exercise rbm), with means over the batch. The data of layer l are the
        probabilities p(h = 1) that the trained layers below give for x, not samples.

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
        """returns: gradients of loss(x, t) by W1, b1, W2, b2 … up to the output layer (a1, a2 … have none)"""
        raise NotImplementedError
