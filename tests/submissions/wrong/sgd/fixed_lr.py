# mistake: the learning rate is always 0.01
import numpy as np


class SGD:
    def __init__(self, lr=0.01):
        self.lr = 0.01

    def update(self, params, grads):
        for key in params.keys():
            params[key] -= self.lr * grads[key]
