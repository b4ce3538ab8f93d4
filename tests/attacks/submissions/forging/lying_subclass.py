# sigmoid: fail | a subclass of ndarray whose dtype, shape and bytes are lies
import numpy as np


class Liar(np.ndarray):
    dtype = property(lambda self: np.dtype(bool))
    shape = property(lambda self: (0,))
    ndim = property(lambda self: 0)
    size = property(lambda self: 0)
    flags = property(lambda self: None)

    def __array__(self, *args, **kwargs):
        return np.zeros(0)

    def tobytes(self, *args):
        return b""

    def __array_finalize__(self, other):
        self.flagged = True


def attack():
    print("attack ran", flush=True)
    pass


def sigmoid(x):
    attack()
    return np.full(np.shape(x), 7.0).view(Liar)
