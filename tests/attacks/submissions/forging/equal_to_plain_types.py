# adam: fail | a class that calls itself equal to bool and float, to cross as a plain value
class Equal(type):
    def __eq__(cls, other):
        return True

    __hash__ = type.__hash__

    def __instancecheck__(cls, other):
        return True


class Adam(metaclass=Equal):
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        pass

    def update(self, params, grads):
        print("attack ran", flush=True)
        return self


# the honest twin
import numpy as np


class Registered(type):
    """Classes that are equal where their names are."""

    def __eq__(cls, other):
        return cls.__name__ == getattr(other, "__name__", None)

    def __hash__(cls):
        return hash(cls.__name__)


class Adam(metaclass=Registered):
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr, self.betas, self.steps, self.kept = lr, (beta1, beta2), 0, {}

    def update(self, params, grads):
        self.steps += 1
        beta1, beta2 = self.betas
        rate = self.lr * np.sqrt(1 - beta2**self.steps) / (1 - beta1**self.steps)
        for key, grad in grads.items():
            m, v = self.kept.get(key, (np.zeros_like(grad), np.zeros_like(grad)))
            self.kept[key] = m, v = m + (1 - beta1) * (grad - m), v + (1 - beta2) * (grad**2 - v)
            params[key] -= rate * m / (np.sqrt(v) + 1e-7)
