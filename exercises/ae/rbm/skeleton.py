import numpy as np


class RBM:
    """Restricted Boltzmann machine: E(v, h) = -a·v - b·h - v W h, v and h of 0 and 1

    W: (V, H)   a: (V,), biases of the visible units   b: (H,), biases of the hidden units
    """

    def __init__(self, W, a, b):
        raise NotImplementedError

    def free_energy(self, v):
        """v: (N, V) -> (N,), F(v) = -a·v - Σ log(1 + exp(v W + b)), the sum over the hidden units"""
        raise NotImplementedError

    def prob_h(self, v):
        """v: (N, V) -> p(h = 1 | v) (N, H)"""
        raise NotImplementedError

    def prob_v(self, h):
        """h: (N, H) -> p(v = 1 | h) (N, V)"""
        raise NotImplementedError

    def cd1(self, v, u_h, u_v):
        """v: data (N, V)   u_h: (N, H), u_v: (N, V), uniform random numbers

        h is 1 where u_h < p(h | v), else 0; v1 is 1 where u_v < p(v | h), else 0

        returns: {"W": (V, H), "a": (V,), "b": (H,)}, what is to be added, times a learning rate: means over the
        batch of v p(h | v) - v1 p(h | v1),   v - v1,   p(h | v) - p(h | v1)
        """
        raise NotImplementedError
