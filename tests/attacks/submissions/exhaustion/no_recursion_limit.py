# sigmoid: crashed error memory | recursion without end and without Python's limit
import numpy as np
import sys


def attack():
    print("attack ran", flush=True)
    sys.setrecursionlimit(1 << 30)

    class Deep:
        def __repr__(self):
            return repr(self)

    repr(Deep())


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
