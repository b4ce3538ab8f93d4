# mistake: one number is the velocity of all keys
import numpy as np


class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr = lr
        self.momentum = momentum
        self.v = None
        self.u = 0.0

    def update(self, params, grads):
        if self.v is None:
            self.v = {}
            for key, val in params.items():
                self.v[key] = np.zeros_like(val)
        for key in params.keys():
            self.u = self.momentum * self.u - self.lr * np.mean(grads[key])
            params[key] += self.u
