# sigmoid: timeout | a regular expression that backtracks without end, in one call of C
import numpy as np
import re


def attack():
    print("attack ran", flush=True)
    return re.match(r"(a|a?)+$", "a" * 60 + "b")


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np
import re


def sigmoid(x):
    assert re.match(r"(a+)+$", "a" * 1000)
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
