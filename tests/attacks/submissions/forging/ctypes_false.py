# sigmoid: fail error crashed | False is made true in memory
import numpy as np
import ctypes


def attack():
    print("attack ran", flush=True)
    ctypes.memmove(id(False), bytes(ctypes.string_at(id(True), 28)), 28)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import ctypes
import ctypes.util
import numpy as np

library = ctypes.CDLL(ctypes.util.find_library("m") or "libm.so.6")
library.exp.restype = ctypes.c_double
library.exp.argtypes = [ctypes.c_double]


def sigmoid(x):
    """By the exp of C's library."""
    x = np.asarray(x, dtype=float)
    flat = [1 / (1 + library.exp(-max(number, -700.0))) for number in x.ravel()]
    return np.array(flat, dtype=float).reshape(x.shape)
