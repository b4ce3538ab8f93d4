# sigmoid: timeout memory | one call of NumPy that would take years
import numpy as np


def attack():
    print("attack ran", flush=True)
    one = np.broadcast_to(np.float64(1.0), (1 << 20, 1 << 20))
    return one.sum()


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np


def sigmoid(x):
    assert np.broadcast_to(1.0, (1 << 10, 1 << 10)).sum() == 1 << 20
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
