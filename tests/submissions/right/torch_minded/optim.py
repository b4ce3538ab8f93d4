import numpy as np


class Optimizer:
    def __init__(self, lr):
        self.lr = lr
        self.state = {}

    def step(self, params, grads):
        for name in params:
            self.update_one(name, params[name], grads[name])


class SGD(Optimizer):
    def __init__(self, lr=0.01):
        super().__init__(lr)

    def update_one(self, name, p, g):
        p -= self.lr * g


class MomentumSGD(Optimizer):
    def __init__(self, lr=0.01, momentum=0.9):
        super().__init__(lr)
        self.momentum = momentum

    def update_one(self, name, p, g):
        buf = self.state.get(name)
        if buf is None:
            buf = g.copy()
        else:
            buf = self.momentum * buf + g
        self.state[name] = buf
        p -= self.lr * buf


class Adagrad(Optimizer):
    def __init__(self, lr=0.01, eps=1e-10):
        super().__init__(lr)
        self.eps = eps

    def update_one(self, name, p, g):
        total = self.state.setdefault(name, np.zeros_like(p))
        total += g ** 2
        p -= self.lr * g / (np.sqrt(total) + self.eps)


class RMSprop(Optimizer):
    def __init__(self, lr=0.01, alpha=0.99, eps=1e-8):
        super().__init__(lr)
        self.alpha, self.eps = alpha, eps

    def update_one(self, name, p, g):
        sq = self.state.setdefault(name, np.zeros_like(p))
        sq *= self.alpha
        sq += (1 - self.alpha) * g ** 2
        p -= self.lr * g / (np.sqrt(sq) + self.eps)


class Adam(Optimizer):
    def __init__(self, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
        super().__init__(lr)
        self.betas, self.eps = betas, eps

    def update_one(self, name, p, g):
        b1, b2 = self.betas
        st = self.state.setdefault(name, {'t': 0, 'm': np.zeros_like(p), 'v': np.zeros_like(p)})
        st['t'] += 1
        st['m'] = b1 * st['m'] + (1 - b1) * g
        st['v'] = b2 * st['v'] + (1 - b2) * g * g
        m_hat = st['m'] / (1 - b1 ** st['t'])
        v_hat = st['v'] / (1 - b2 ** st['t'])
        p -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
