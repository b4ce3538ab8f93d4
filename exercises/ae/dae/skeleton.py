import numpy as np


class DenoisingAutoencoder:
    """h = σ(x̃ W + b), y = σ(h Wᵀ + c), where x̃ is x with some of its elements set to 0

    W: (D, H), used transposed by the decoder   b: (H,)   c: (D,)
    """

    def __init__(self, W, b, c):
        raise NotImplementedError

    def corrupt(self, x, mask):
        """x: (N, D)   mask: (N, D), 1 keeps and 0 erases -> x̃ (N, D)"""
        raise NotImplementedError

    def encode(self, x):
        """x: (N, D) -> h (N, H)"""
        raise NotImplementedError

    def decode(self, h):
        """h: (N, H) -> y (N, D)"""
        raise NotImplementedError

    def loss(self, x, mask):
        """x: the clean input (N, D), in [0, 1]   mask: (N, D), with which x is corrupted before it is encoded

        returns: -Σ (x log y + (1 - x) log(1 - y)), summed over the D units, mean over the N rows
        """
        raise NotImplementedError

    def gradient(self, x, mask):
        """returns: {"W": (D, H), "b": (H,), "c": (D,)}, the gradients of loss(x, mask)"""
        raise NotImplementedError
