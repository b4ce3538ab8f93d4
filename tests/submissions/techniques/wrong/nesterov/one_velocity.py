# mistake: one velocity for all keys
import numpy as np


class Nesterov:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr = lr
        self.momentum = momentum
        self.v = None

    def update(self, params, grads):
        if self.v is None:
            self.v = 0
        for key in params.keys():
            self.v = self.momentum * self.v - self.lr * grads[key]
            params[key] += self.momentum * self.v - self.lr * grads[key]
