# sigmoid: fail error | an object that says it is an array
import numpy as np


class Liar:
    __class__ = property(lambda self: np.ndarray)
    dtype = np.dtype("float64")
    shape = (1 << 60,)
    ndim = -1

    def __array__(self, *args, **kwargs):
        return np.full((2, 2), 7.0)


def attack():
    print("attack ran", flush=True)
    pass


def sigmoid(x):
    attack()
    return Liar()
