# sigmoid: error | an exception with a hundred thousand causes, at the end of a deep stack
import numpy as np
import sys


def attack():
    print("attack ran", flush=True)
    sys.setrecursionlimit(60_000)
    chain = ValueError("first")
    for number in range(100_000):
        after = ValueError(f"number {number}")
        after.__cause__ = chain
        chain = after

    def down(levels):
        if levels == 0:
            raise chain
        down(levels - 1)

    down(20_000)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np


def sigmoid(x):
    try:
        try:
            raise ValueError("first")
        except ValueError as error:
            raise TypeError("second") from error
    except TypeError:
        pass
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
