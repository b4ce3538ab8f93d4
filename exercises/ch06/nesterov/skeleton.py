import numpy as np


class Nesterov:
    """W ← W + momentum v - lr g   with the new v of   v ← momentum v - lr g

    W is the place ahead, at which the gradient g was taken.
    """

    def __init__(self, lr=0.01, momentum=0.9):
        raise NotImplementedError

    def update(self, params, grads):
        """params, grads: dictionaries of arrays with the same keys and shapes"""
        raise NotImplementedError
