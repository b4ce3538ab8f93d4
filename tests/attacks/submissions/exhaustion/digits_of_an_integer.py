# sigmoid: timeout | the decimal digits of a whole number of 2^26 bits
import numpy as np
import sys


def attack():
    print("attack ran", flush=True)
    sys.set_int_max_str_digits(0)
    return str(1 << (1 << 26))


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np


def sigmoid(x):
    assert str(1 << 10_000)[0]
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
