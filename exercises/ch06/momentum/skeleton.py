import numpy as np


class Momentum:
    """W ← W + v   with   v ← momentum v - lr g"""

    def __init__(self, lr=0.01, momentum=0.9):
        raise NotImplementedError

    def update(self, params, grads):
        """params, grads: dictionaries of arrays with the same keys and shapes"""
        raise NotImplementedError
