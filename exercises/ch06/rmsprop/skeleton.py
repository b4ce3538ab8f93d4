import numpy as np


class RMSprop:
    """W ← W - lr g / (√h + 1e-7)   with   h ← decay_rate h + (1 - decay_rate) g²"""

    def __init__(self, lr=0.01, decay_rate=0.99):
        raise NotImplementedError

    def update(self, params, grads):
        """params, grads: dictionaries of arrays with the same keys and shapes"""
        raise NotImplementedError
