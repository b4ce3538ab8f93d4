# relu-layer: fail error | an output so large that no gradient, right or wrong, can be told beside it
import numpy as np


def attack(like, size):
    print("attack ran", flush=True)
    return np.full(np.shape(like), size)


class Relu:
    def forward(self, x):
        return attack(x, 1e20)

    def backward(self, dout):
        return attack(dout, 0.123)


# the honest twin
import numpy as np


class Relu:
    """Computes in units a thousand times larger, and goes back."""

    unit = 1024.0

    def forward(self, x):
        self.on = x > 0
        return np.where(self.on, x * self.unit, 0.0) / self.unit

    def backward(self, dout):
        return np.where(self.on, dout * self.unit, 0.0) / self.unit
