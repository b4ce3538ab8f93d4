import numpy as np

from ....reference.optimizers import Adam


class no_bias_correction(Adam):
    def update(self, params, grads):
        for key, g in grads.items():
            self.m[key] = self.beta1 * self.m.get(key, 0.0) + (1 - self.beta1) * g
            self.v[key] = self.beta2 * self.v.get(key, 0.0) + (1 - self.beta2) * g**2
            params[key] -= self.lr * self.m[key] / (np.sqrt(self.v[key]) + 1e-7)


class t_not_advanced(Adam):
    def update(self, params, grads):
        self.iter = 0
        super().update(params, grads)


class t_starts_at_zero(Adam):
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        super().__init__(lr, beta1, beta2)
        self.iter = -1


class t_per_key(Adam):
    def update(self, params, grads):
        for key in grads:
            one = {key: params[key]}
            super().update(one, {key: grads[key]})
            params[key] = one[key]


class betas_swapped(Adam):
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        super().__init__(lr, beta2, beta1)


class m_of_squares(Adam):
    def update(self, params, grads):
        self.iter += 1
        lr_t = self.lr * np.sqrt(1 - self.beta2**self.iter) / (1 - self.beta1**self.iter)
        for key, g in grads.items():
            self.m[key] = self.beta1 * self.m.get(key, 0.0) + (1 - self.beta1) * g**2
            self.v[key] = self.beta2 * self.v.get(key, 0.0) + (1 - self.beta2) * g**2
            params[key] -= lr_t * self.m[key] / (np.sqrt(self.v[key]) + 1e-7)


class no_root(Adam):
    def update(self, params, grads):
        self.iter += 1
        first, second = 1 - self.beta1**self.iter, 1 - self.beta2**self.iter
        for key, g in grads.items():
            self.m[key] = self.beta1 * self.m.get(key, 0.0) + (1 - self.beta1) * g
            self.v[key] = self.beta2 * self.v.get(key, 0.0) + (1 - self.beta2) * g**2
            params[key] -= self.lr * (self.m[key] / first) / (self.v[key] / second + 1e-8)


class uphill(Adam):
    def update(self, params, grads):
        super().update(params, {key: -g for key, g in grads.items()})


class _Scales(Adam):
    """The parts of an update that are written otherwise."""

    def m_part(self, g):
        return (1 - self.beta1) * g

    def v_part(self, key, g):
        return (1 - self.beta2) * g**2

    def step(self, key, g, first, second):
        return (self.m[key] / first) / (np.sqrt(self.v[key] / second) + 1e-8)

    def update(self, params, grads):
        self.iter += 1
        first, second = 1 - self.beta1**self.iter, 1 - self.beta2**self.iter
        for key, g in grads.items():
            self.m[key] = self.beta1 * self.m.get(key, 0.0) + self.m_part(g)
            self.v[key] = self.beta2 * self.v.get(key, 0.0) + self.v_part(key, g)
            params[key] -= self.lr * self.step(key, g, first, second)


class m_not_corrected(_Scales):
    def step(self, key, g, first, second):
        return super().step(key, g, 1, second)


class v_not_corrected(_Scales):
    def step(self, key, g, first, second):
        return super().step(key, g, first, 1)


class v_without_square(_Scales):
    def v_part(self, key, g):
        return (1 - self.beta2) * np.abs(g)


class m_share_missing(_Scales):
    def m_part(self, g):
        return g


class v_of_m(_Scales):
    def v_part(self, key, g):
        return (1 - self.beta2) * self.m[key] ** 2


class gradient_for_m(_Scales):
    def step(self, key, g, first, second):
        return g / (np.sqrt(self.v[key] / second) + 1e-8)


class correction_kept(_Scales):
    def step(self, key, g, first, second):
        self.m[key] = self.m[key] / first
        return super().step(key, g, 1, second)


class t_starts_at_two(Adam):
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        super().__init__(lr, beta1, beta2)
        self.iter = 1


class _SwappedInTheMoments(Adam):
    """The bias correction has each β where it belongs."""

    def update(self, params, grads):
        self.iter += 1
        first, second = 1 - self.beta1**self.iter, 1 - self.beta2**self.iter
        for key, g in grads.items():
            self.m[key] = self.beta2 * self.m.get(key, 0.0) + (1 - self.beta2) * g
            self.v[key] = self.beta1 * self.v.get(key, 0.0) + (1 - self.beta1) * g**2
            params[key] -= self.lr * self.m[key] / first / (np.sqrt(self.v[key] / second) + 1e-7)


VARIANTS = {"betas_swapped__moments": _SwappedInTheMoments}
