import numpy as np


class MemoryNetwork:
    """m = stories A,   c = stories C,   u = question B,   at each hop u <- u + sum of p c with p = softmax(u . m)

    A, B, C: (V, D)   W: (D, K)   hops: how many times the memory is read
    """

    def __init__(self, A, B, C, W, hops=1):
        raise NotImplementedError

    def address(self, u, m):
        """u: (N, D)   m: (N, M, D) -> p (N, M), softmax over the M sentences of u . m"""
        raise NotImplementedError

    def read(self, p, c):
        """p: (N, M)   c: (N, M, D) -> o (N, D), sum over the M sentences of p c"""
        raise NotImplementedError

    def forward(self, stories, question):
        """stories: (N, M, V)   question: (N, V), counts of words -> scores (N, K) = u W after the last hop"""
        raise NotImplementedError

    def backward(self, dscores):
        """dscores: (N, K); sets self.grads = [dA, dB, dC, dW]"""
        raise NotImplementedError
