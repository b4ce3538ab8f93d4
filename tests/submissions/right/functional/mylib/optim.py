"""update gives the new params; the old ones are left alone."""
import numpy as np
from .consts import LR, EPS


class SGD:
    def __init__(self, lr=LR):
        self.update = lambda params, grads: {k: p - lr * grads[k] for k, p in params.items()}


class Momentum:
    def __init__(self, lr=LR, momentum=0.9):
        v = {}

        def update(params, grads):
            v.update({k: momentum * v.get(k, 0) - lr * g for k, g in grads.items()})
            return {k: p + v[k] for k, p in params.items()}
        self.update = update


class AdaGrad:
    def __init__(self, lr=LR):
        h = {}

        def update(params, grads):
            h.update({k: h.get(k, 0) + g * g for k, g in grads.items()})
            return {k: p - lr * grads[k] / (np.sqrt(h[k]) + EPS) for k, p in params.items()}
        self.update = update


class RMSprop:
    def __init__(self, lr=LR, decay_rate=0.99):
        h = {}

        def update(params, grads):
            h.update({k: decay_rate * h.get(k, 0) + (1 - decay_rate) * g * g for k, g in grads.items()})
            return {k: p - lr * grads[k] / (np.sqrt(h[k]) + EPS) for k, p in params.items()}
        self.update = update


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        m, v, t = {}, {}, [0]

        def update(params, grads):
            t[0] += 1
            for k, g in grads.items():
                m[k] = beta1 * m.get(k, 0) + (1 - beta1) * g
                v[k] = beta2 * v.get(k, 0) + (1 - beta2) * g * g
            a = lr * (1 - beta2 ** t[0]) ** .5 / (1 - beta1 ** t[0])
            return {k: p - a * m[k] / (np.sqrt(v[k]) + EPS) for k, p in params.items()}
        self.update = update
