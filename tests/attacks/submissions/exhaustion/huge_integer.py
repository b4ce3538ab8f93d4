# sigmoid: timeout memory | a whole number of a thousand million digits
import numpy as np


def attack():
    print("attack ran", flush=True)
    return 10 ** 10 ** 9


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np


def sigmoid(x):
    assert 10 ** 4000 % 7
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
