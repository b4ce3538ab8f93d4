# mistake: the gradients are multiplied by lr in place
import numpy as np


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in params.keys():
            grads[key] *= self.lr
            params[key] -= grads[key]
