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


# the honest twin
import numpy as np


class Tensor:
    """As in the third book: an array wrapped up, with its shape and dtype told by properties."""

    __array_priority__ = 200

    def __init__(self, data):
        self.data = np.asarray(data)

    shape = property(lambda self: self.data.shape)
    ndim = property(lambda self: self.data.ndim)
    dtype = property(lambda self: self.data.dtype)

    def __array__(self, dtype=None, copy=None):
        return self.data if dtype is None else self.data.astype(dtype)

    def __neg__(self):
        return Tensor(-self.data)

    def __add__(self, other):
        return Tensor(self.data + np.asarray(other))

    __radd__ = __add__

    def __rtruediv__(self, other):
        return Tensor(other / self.data)

    def exp(self):
        return Tensor(np.exp(np.minimum(self.data, 700)))


def sigmoid(x):
    return (1 / (1 + (-Tensor(x)).exp())).data
