import numpy as np


class WeightSum:
    """c_n = sum over t of a_nt hs_nt"""

    def forward(self, hs, a):
        """hs: (N, T, H)   a: (N, T) -> c (N, H)"""
        raise NotImplementedError

    def backward(self, dc):
        """dc: (N, H) -> dhs (N, T, H), da (N, T)"""
        raise NotImplementedError


class AttentionWeight:
    """a_n = softmax over t of s_nt = hs_nt . h_n"""

    def forward(self, hs, h):
        """hs: (N, T, H)   h: (N, H) -> a (N, T)"""
        raise NotImplementedError

    def backward(self, da):
        """da: (N, T) -> dhs (N, T, H), dh (N, H)"""
        raise NotImplementedError


class Attention:
    """the weights of hs and h, then the weighted sum of hs"""

    def forward(self, hs, h):
        """hs: (N, T, H)   h: (N, H) -> c (N, H)"""
        raise NotImplementedError

    def backward(self, dc):
        """dc: (N, H) -> dhs (N, T, H), dh (N, H)"""
        raise NotImplementedError
