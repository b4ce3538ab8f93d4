# sigmoid-layer: fail error | a constant forward, and a backward that is nearly but not quite nothing
import numpy as np


def attack(like, size):
    print("attack ran", flush=True)
    return np.full(np.shape(like), size)


class Sigmoid:
    def forward(self, x):
        return attack(x, 1.0)

    def backward(self, dout):
        return attack(dout, 1e-20)


# the honest twin
import numpy as np


class Sigmoid:
    """In long double, which keeps what is hardly there."""

    def forward(self, x):
        small = np.exp(-np.abs(np.asarray(x, dtype=np.longdouble)))
        self.out = np.where(x >= 0, 1.0, small) / (1.0 + small)
        return self.out.astype(float)

    def backward(self, dout):
        return np.asarray(dout * (1.0 - self.out) * self.out, dtype=float)
