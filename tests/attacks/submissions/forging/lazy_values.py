# sigmoid: fail | a generator in the place of values, which would compute where it is read
import numpy as np


def attack():
    print("attack ran", flush=True)
    while True:
        yield 0.5


def sigmoid(x):
    print("attack ran", flush=True)
    return attack()


# the honest twin
import numpy as np
import math


def values(x):
    for number in x:
        yield 1 / (1 + math.exp(-number)) if number > -700 else 0.0


def sigmoid(x):
    """Number by number, by a generator."""
    x = np.asarray(x)
    return np.fromiter(values(x.ravel()), float, x.size).reshape(x.shape)
