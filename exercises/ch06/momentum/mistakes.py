from ....reference.optimizers import Momentum


class uphill(Momentum):
    def update(self, params, grads):
        super().update(params, {key: -g for key, g in grads.items()})


class velocity_sign(Momentum):
    def update(self, params, grads):
        for key, g in grads.items():
            self.v[key] = -self.momentum * self.v.get(key, 0.0) - self.lr * g
            params[key] += self.v[key]


class velocity_reset(Momentum):
    def update(self, params, grads):
        self.v = {}
        super().update(params, grads)


class velocity_shared(Momentum):
    def update(self, params, grads):
        for key, g in grads.items():
            self.v["all"] = self.momentum * self.v.get("all", 0.0) - self.lr * g
            params[key] += self.v["all"]


class rate_twice(Momentum):
    def update(self, params, grads):
        for key, g in grads.items():
            self.v[key] = self.momentum * self.v.get(key, 0.0) - self.lr * g
            params[key] += self.lr * self.v[key]


class rate_missing(Momentum):
    def update(self, params, grads):
        for key, g in grads.items():
            self.v[key] = self.momentum * self.v.get(key, 0.0) - g
            params[key] += self.v[key]


class dampened(Momentum):
    def update(self, params, grads):
        for key, g in grads.items():
            self.v[key] = self.momentum * self.v.get(key, 0.0) + (1 - self.momentum) * g
            params[key] -= self.lr * self.v[key]


class previous_velocity(Momentum):
    def update(self, params, grads):
        for key, g in grads.items():
            old = self.v.get(key, 0.0)
            self.v[key] = self.momentum * old - self.lr * g
            params[key] += old


class nesterov_instead(Momentum):
    def update(self, params, grads):
        for key, g in grads.items():
            self.v[key] = self.momentum * self.v.get(key, 0.0) - self.lr * g
            params[key] += self.momentum * self.v[key] - self.lr * g


class momentum_fixed(Momentum):
    def update(self, params, grads):
        self.momentum = 0.9
        super().update(params, grads)
