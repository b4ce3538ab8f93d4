import numpy as np

from ....reference.optimizers import AdaGrad


class no_root(AdaGrad):
    def update(self, params, grads):
        for key, g in grads.items():
            self.h[key] = self.h.get(key, 0.0) + g**2
            params[key] -= self.lr * g / (self.h[key] + 1e-7)


class h_summed_over_keys(AdaGrad):
    def update(self, params, grads):
        self.h["all"] = self.h.get("all", 0.0) + sum(np.sum(g**2) for g in grads.values())
        for key, g in grads.items():
            params[key] -= self.lr * g / (np.sqrt(self.h["all"]) + 1e-7)


class h_shared_by_keys(AdaGrad):
    def update(self, params, grads):
        for key, g in grads.items():
            self.h["all"] = self.h.get("all", 0.0) + g**2
            params[key] -= self.lr * g / (np.sqrt(self.h["all"]) + 1e-7)


class h_summed_over_elements(AdaGrad):
    def update(self, params, grads):
        for key, g in grads.items():
            self.h[key] = self.h.get(key, 0.0) + np.sum(g**2)
            params[key] -= self.lr * g / (np.sqrt(self.h[key]) + 1e-7)


class h_reset(AdaGrad):
    def update(self, params, grads):
        self.h = {}
        super().update(params, grads)


class h_without_square(AdaGrad):
    def update(self, params, grads):
        for key, g in grads.items():
            self.h[key] = self.h.get(key, 0.0) + np.abs(g)
            params[key] -= self.lr * g / (np.sqrt(self.h[key]) + 1e-7)


class h_added_late(AdaGrad):
    def update(self, params, grads):
        for key, g in grads.items():
            h = self.h.get(key, 0.0)
            params[key] -= self.lr * g / (np.sqrt(h) + 1e-7)
            self.h[key] = h + g**2


class uphill(AdaGrad):
    def update(self, params, grads):
        super().update(params, {key: -g for key, g in grads.items()})
