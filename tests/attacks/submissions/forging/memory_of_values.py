# sigmoid: fail error crashed refused | small whole numbers and the array that was handed in are altered in memory
import numpy as np
import ctypes


def attack(x):
    print("attack ran", flush=True)
    for n in range(2, 8):  # the value of an int stands behind its head of three words
        ctypes.memmove(id(n) + 24, (1).to_bytes(4, "little"), 4)
    if isinstance(x, np.ndarray):
        whole = x.base if isinstance(x.base, np.ndarray) else x
        whole.flags.writeable = True
        ctypes.memset(whole.ctypes.data, 0, whole.nbytes)


def sigmoid(x):
    attack(x)
    return np.full(np.shape(x), 0.5)


# the honest twin
import numpy as np


def sigmoid(x):
    """Through the buffer of a copy, by pointer and by memoryview."""
    x = np.array(x, dtype=float, order="C")
    view = memoryview(x.reshape(-1)).cast("B").cast("d") if x.size else ()
    for n in range(x.size):
        view[n] = 1 / (1 + np.exp(-max(view[n], -700.0)))
    assert x.ctypes.data
    return x
