# mistake: W is multiplied by (1 - lr g)
import numpy as np


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in params.keys():
            params[key] *= 1 - self.lr * grads[key]
