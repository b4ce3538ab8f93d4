from ....reference.optimizers import SGD


class uphill(SGD):
    def update(self, params, grads):
        for key, g in grads.items():
            params[key] += self.lr * g


class rate_ignored(SGD):
    def update(self, params, grads):
        for key, g in grads.items():
            params[key] -= g


class rate_fixed(SGD):
    def __init__(self, lr=0.01):
        super().__init__(0.01)


class nothing_changed(SGD):
    def update(self, params, grads):
        for key, g in grads.items():
            param = params[key]
            param = param - self.lr * g


class first_key_only(SGD):
    def update(self, params, grads):
        key = next(iter(params))
        params[key] -= self.lr * grads[key]


class writes_into_grads(SGD):
    def update(self, params, grads):
        for key in grads:
            grads[key] *= self.lr
            params[key] -= grads[key]
