import numpy as np


class Encoder:
    """embedding and LSTM; gives the last hidden state

    self.params = [embed_W (V, D), lstm_Wx (D, 4H), lstm_Wh (H, 4H), lstm_b (4H,)], self.grads in the same order
    """

    def __init__(self, vocab_size, wordvec_size, hidden_size):
        raise NotImplementedError

    def forward(self, xs):
        """xs: (N, T) word numbers -> h (N, H)"""
        raise NotImplementedError

    def backward(self, dh):
        """dh: (N, H); sets self.grads"""
        raise NotImplementedError


class Decoder:
    """embedding, LSTM from the first state h (and a cell of 0), affine layer

    self.params = [embed_W (V, D), lstm_Wx (D, 4H), lstm_Wh (H, 4H), lstm_b (4H,), affine_W (H, V), affine_b (V,)],
    self.grads in the same order
    """

    def __init__(self, vocab_size, wordvec_size, hidden_size):
        raise NotImplementedError

    def forward(self, xs, h):
        """xs: (N, T) word numbers   h: (N, H) -> score (N, T, V)"""
        raise NotImplementedError

    def backward(self, dscore):
        """dscore: (N, T, V) -> dh (N, H); sets self.grads"""
        raise NotImplementedError

    def generate(self, h, start_id, sample_size):
        """h: (1, H) -> list of sample_size word numbers, without start_id"""
        raise NotImplementedError


class Seq2seq:
    """self.params: those of the Encoder, then those of the Decoder; self.grads in the same order"""

    def __init__(self, vocab_size, wordvec_size, hidden_size):
        raise NotImplementedError

    def forward(self, xs, ts):
        """xs: (N, T)   ts: (N, T') with the start sign first -> loss, mean over rows and steps"""
        raise NotImplementedError

    def backward(self, dout=1):
        """sets self.grads"""
        raise NotImplementedError

    def generate(self, xs, start_id, sample_size):
        """xs: (1, T) -> list of sample_size word numbers"""
        raise NotImplementedError
