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


# the honest twin
import numpy as np


class Layered(np.ndarray):
    """An array that names its axes."""

    axes = property(lambda self: tuple("NCHW"[: np.ndim(self)]))
    size_in_kib = property(lambda self: self.nbytes / 1024)

    def __array_finalize__(self, other):
        self.flagged = getattr(other, "flagged", False)

    def __repr__(self):
        return f"Layered{self.axes} {np.asarray(self)}"


def sigmoid(x):
    x = np.ma.masked_invalid(np.asarray(x)).data.view(Layered)
    print(repr(x), x.size_in_kib)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small).view(Layered) / (1.0 + small)
