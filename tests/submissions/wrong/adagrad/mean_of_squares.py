# mistake: h is divided by the number of updates
import numpy as np


class AdaGrad:
    def __init__(self, lr=0.01):
        self.lr = lr
        self.h = None
        self.n = {}

    def update(self, params, grads):
        if self.h is None:
            self.h = {}
            for key, val in params.items():
                self.h[key] = np.zeros_like(val)
        for key in params.keys():
            self.h[key] += grads[key] * grads[key]
            self.n[key] = self.n.get(key, 0) + 1
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key] / self.n[key]) + 1e-7)
