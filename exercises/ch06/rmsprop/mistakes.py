import numpy as np

from ....reference.optimizers import RMSprop


class _OwnScale(RMSprop):
    def scale(self, key, g):
        raise NotImplementedError

    def update(self, params, grads):
        for key, g in grads.items():
            self.h[key] = self.scale(key, g)
            params[key] -= self.lr * g / (np.sqrt(self.h[key]) + 1e-7)


class h_replaced_by_decay(_OwnScale):
    def scale(self, key, g):
        return self.decay_rate + (1 - self.decay_rate) * g**2


class sums_like_adagrad(_OwnScale):
    def scale(self, key, g):
        return self.h.get(key, 0.0) + g**2


class shares_swapped(_OwnScale):
    def scale(self, key, g):
        return (1 - self.decay_rate) * self.h.get(key, 0.0) + self.decay_rate * g**2


class new_share_missing(_OwnScale):
    def scale(self, key, g):
        return self.decay_rate * self.h.get(key, 0.0) + g**2


class old_not_decayed(_OwnScale):
    def scale(self, key, g):
        return self.h.get(key, 0.0) + (1 - self.decay_rate) * g**2


class h_reset(_OwnScale):
    def scale(self, key, g):
        return (1 - self.decay_rate) * g**2


class h_summed_over_elements(_OwnScale):
    def scale(self, key, g):
        return self.decay_rate * self.h.get(key, 0.0) + (1 - self.decay_rate) * np.sum(g**2)


class h_shared_by_keys(RMSprop):
    def update(self, params, grads):
        for key, g in grads.items():
            self.h["all"] = self.decay_rate * self.h.get("all", 0.0) + (1 - self.decay_rate) * g**2
            params[key] -= self.lr * g / (np.sqrt(self.h["all"]) + 1e-7)


class no_root(RMSprop):
    def update(self, params, grads):
        for key, g in grads.items():
            self.h[key] = self.decay_rate * self.h.get(key, 0.0) + (1 - self.decay_rate) * g**2
            params[key] -= self.lr * g / (self.h[key] + 1e-7)


class uphill(RMSprop):
    def update(self, params, grads):
        super().update(params, {key: -g for key, g in grads.items()})


class h_without_square(_OwnScale):
    def scale(self, key, g):
        return self.decay_rate * self.h.get(key, 0.0) + (1 - self.decay_rate) * np.abs(g)
