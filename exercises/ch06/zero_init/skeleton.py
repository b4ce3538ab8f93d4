import numpy as np


def symmetry_demo(W1, W2, x, t, lr, steps):
    """Trains y = softmax(sigmoid(x W1) W2) on one batch; the loss is the cross entropy averaged over the batch.

    W1: (D, H)   W2: (H, C)   there are no biases
    x: (N, D)   t: (N, C), one-hot
    lr: learning rate   steps: number of updates of W1 and W2
    returns: W1 after training (D, H)
    """
    raise NotImplementedError
