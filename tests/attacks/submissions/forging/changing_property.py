# batchnorm: fail error | gradients that are another thing at each look, and raise in between
import numpy as np
import itertools

LOOKS = itertools.count()


def attack():
    look = next(LOOKS)
    if look == 0:
        print("attack ran", flush=True)
    if look % 3 == 2:
        raise KeyError("dgamma")
    return [np.zeros(4), 0.5][look % 2]


class BatchNormalization:
    dgamma = property(lambda self: attack())
    dbeta = property(lambda self: attack())
    running_mean = property(lambda self: attack())
    running_var = property(lambda self: attack())

    def __init__(self, gamma, beta, momentum=0.9, running_mean=None, running_var=None):
        attack()

    def forward(self, x, train_flg=True):
        return 7.0 * x

    def backward(self, dout):
        return 3.0 * dout


# the honest twin
import numpy as np


class BatchNormalization:
    """Parameters and gradients are properties, kept in dictionaries behind."""

    def __init__(self, gamma, beta, momentum=0.9, running_mean=None, running_var=None):
        self._params = {"gamma": gamma, "beta": beta}
        self._grads = {}
        self._running = {"mean": running_mean, "var": running_var}
        self._momentum = momentum

    gamma = property(lambda self: self._params["gamma"])
    beta = property(lambda self: self._params["beta"])
    dgamma = property(lambda self: self._grads["gamma"].copy())
    dbeta = property(lambda self: self._grads["beta"].copy())
    running_mean = property(lambda self: self._running["mean"])
    running_var = property(lambda self: self._running["var"])

    def forward(self, x, train_flg=True):
        rows = x.reshape(x.shape[0], -1)
        now = {"mean": rows.mean(axis=0), "var": rows.var(axis=0)}
        if train_flg:
            for name, value in now.items():
                old = self._running[name] if self._running[name] is not None else np.zeros_like(value)
                self._running[name] = self._momentum * old + (1 - self._momentum) * value
        use = now if train_flg else self._running
        self._std = np.sqrt(use["var"] + 10e-7)
        self._normal = (rows - use["mean"]) / self._std
        return (self.gamma * self._normal + self.beta).reshape(x.shape)

    def backward(self, dout):
        rows = dout.reshape(dout.shape[0], -1)
        self._grads = {"gamma": (rows * self._normal).sum(axis=0), "beta": rows.sum(axis=0)}
        inner = self.gamma * rows
        mean = inner.mean(axis=0)
        along = self._normal * (inner * self._normal).mean(axis=0)
        return ((inner - mean - along) / self._std).reshape(dout.shape)
