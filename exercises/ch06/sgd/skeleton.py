import numpy as np


class SGD:
    """W ← W - lr g"""

    def __init__(self, lr=0.01):
        raise NotImplementedError

    def update(self, params, grads):
        """params, grads: dictionaries of arrays with the same keys and shapes"""
        raise NotImplementedError
