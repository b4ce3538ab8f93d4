# sigmoid: fail memory | arrays of a terabyte without a byte of their own, and arrays beyond a frame
import numpy as np


def attack(x):
    print("attack ran", flush=True)
    if np.ndim(x) == 1:
        return np.broadcast_to(np.float64(7.0), (1 << 20, 1 << 20))
    return np.zeros((1 << 13, 1 << 11))


def sigmoid(x):
    return attack(x)


# the honest twin
import numpy as np


def sigmoid(x):
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
