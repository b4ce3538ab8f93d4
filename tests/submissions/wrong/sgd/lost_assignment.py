# mistake: a local name is updated and nothing else
import numpy as np


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in params.keys():
            p = params[key]
            p = p - self.lr * grads[key]
