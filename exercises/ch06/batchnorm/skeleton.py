import numpy as np


class BatchNormalization:
    """out = γ x̂ + β   with   x̂ = (x - μ) / √(σ² + ε), μ and σ² the mean and variance of each feature over the batch

    gamma, beta: (D,)   momentum: share of the old running statistics that is kept   ε: 1e-6
    """

    def __init__(self, gamma, beta, momentum=0.9):
        raise NotImplementedError

    def forward(self, x, train_flg=True):
        """x: (N, D) or (N, C, H, W) with D = C·H·W -> the same shape

        In training the batch's own statistics are used and the running ones updated; at test time the running ones.
        """
        raise NotImplementedError

    def backward(self, dout):
        """dout: the shape of x -> dx, the same shape; sets self.dgamma (D,) and self.dbeta (D,)"""
        raise NotImplementedError
