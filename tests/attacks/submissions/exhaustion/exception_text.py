# sigmoid: error memory timeout | an exception whose text takes a quarter of a gigabyte
import numpy as np


class Long(Exception):
    def __str__(self):
        return "A" * (1 << 28)


def attack(x):
    print("attack ran", flush=True)
    raise Long


def sigmoid(x):
    attack(x)
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np


def sigmoid(x):
    try:
        raise ValueError("A" * 1000)
    except ValueError as error:
        assert str(error)
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
