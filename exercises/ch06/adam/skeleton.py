import numpy as np


class Adam:
    """W ← W - lr_t m / (√v + 1e-7)   with   m ← β1 m + (1 - β1) g,   v ← β2 v + (1 - β2) g²

    lr_t = lr √(1 - β2^t) / (1 - β1^t), t = 1 at the first update
    """

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        raise NotImplementedError

    def update(self, params, grads):
        """params, grads: dictionaries of arrays with the same keys and shapes"""
        raise NotImplementedError
