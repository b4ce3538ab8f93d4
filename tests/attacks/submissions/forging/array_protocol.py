# sigmoid: fail | an object that shows another face each time it is made an array
import numpy as np
import itertools


COUNT = itertools.count()


class Faces:
    def __init__(self, x):
        self.x = np.asarray(x)

    def __array__(self, dtype=None, copy=None):
        return np.full(self.x.shape, float(next(COUNT)))

    @property
    def __array_interface__(self):
        return {"shape": (1 << 40,), "typestr": "<f8", "data": (8, False), "version": 3}

    def __float__(self):
        return float(next(COUNT))


def attack():
    print("attack ran", flush=True)
    pass


def sigmoid(x):
    attack()
    return Faces(x)


# the honest twin
import numpy as np
import itertools


COUNT = itertools.count()


class Rows:
    """Holds values and shows them to NumPy by its interface, always the same ones."""

    def __init__(self, x):
        self.x = np.array(x, dtype=float)
        self.number = next(COUNT)

    @property
    def __array_interface__(self):
        return self.x.__array_interface__

    def __float__(self):
        return float(self.x)


def sigmoid(x):
    x = np.asarray(Rows(x))
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
