import numpy as np


class AdaGrad:
    """W ← W - lr g / (√h + 1e-7)   with   h ← h + g²"""

    def __init__(self, lr=0.01):
        raise NotImplementedError

    def update(self, params, grads):
        """params, grads: dictionaries of arrays with the same keys and shapes"""
        raise NotImplementedError
