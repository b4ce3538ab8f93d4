from itertools import product

import numpy as np

from ....reference.normalization import EPSILON, BatchNormalization

EPSILONS = (EPSILON, 1e-5, 1e-7, 1e-8)


class _Convention(BatchNormalization):
    eps = EPSILON
    per_channel = unbiased = momentum_of_new = starts_at_one = False

    def forward(self, x, train_flg=True):
        if not self.per_channel or x.ndim != 4:
            return super().forward(x, train_flg)
        n, c, h, w = x.shape
        out = super().forward(x.transpose(0, 2, 3, 1).reshape(-1, c), train_flg)
        return out.reshape(n, h, w, c).transpose(0, 3, 1, 2)

    def backward(self, dout):
        if not self.per_channel or dout.ndim != 4:
            return super().backward(dout)
        n, c, h, w = dout.shape
        dx = super().backward(dout.transpose(0, 2, 3, 1).reshape(-1, c))
        return dx.reshape(n, h, w, c).transpose(0, 3, 1, 2)

    def _train(self, x):
        mean, var = x.mean(axis=0), x.var(axis=0)
        self._keep(mean, var * len(x) / max(len(x) - 1, 1) if self.unbiased else var)
        self.std = np.sqrt(var + self.eps)
        self.xn = (x - mean) / self.std
        return self.gamma * self.xn + self.beta

    def _keep(self, mean, var):
        if self.running_mean is None:
            self.running_mean, self.running_var = np.zeros_like(mean), np.full_like(var, float(self.starts_at_one))
        kept = 1 - self.momentum if self.momentum_of_new else self.momentum
        self.running_mean = kept * self.running_mean + (1 - kept) * mean
        self.running_var = kept * self.running_var + (1 - kept) * var

    def _test(self, x):
        return self.gamma * (x - self.running_mean) / np.sqrt(self.running_var + self.eps) + self.beta


FLAGS = ("per_channel", "unbiased", "momentum_of_new", "starts_at_one")


def _variants():
    for eps, *flags in product(EPSILONS, *[(False, True)] * len(FLAGS)):
        names = [name for name, flag in zip(FLAGS, flags, strict=True) if flag]
        names += [f"eps__{eps:g}"] if eps != EPSILON else []
        if names:
            settings = {"eps": eps, **dict(zip(FLAGS, flags, strict=True))}
            yield "+".join(names), type("Variant", (_Convention,), settings)


VARIANTS = dict(_variants())
