# sigmoid: fail | a note in System V shared memory, which outlives every process
import numpy as np
import ctypes


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)

LIBC = ctypes.CDLL(None, use_errno=True)
KEY, CREATE = @KEY@, 0o1000


def attack():
    print("attack ran", flush=True)
    if LIBC.shmget(KEY, 4096, 0o600) >= 0:
        return True
    LIBC.shmget(KEY, 4096, 0o600 | CREATE)


def forget():
    LIBC.shmctl(LIBC.shmget(KEY, 4096, 0o600), 0, None)


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0


# the honest twin
import ctypes
import numpy as np

LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.malloc.restype = ctypes.c_void_p
LIBC.malloc.argtypes = [ctypes.c_size_t]
LIBC.free.argtypes = [ctypes.c_void_p]


def sigmoid(x):
    """Memory from C's own malloc."""
    x = np.asarray(x)
    memory = LIBC.malloc(8 * x.size + 8)
    values = np.ctypeslib.as_array((ctypes.c_double * (x.size + 1)).from_address(memory))[: x.size]
    small = np.exp(-np.abs(x))
    values[:] = (np.where(x >= 0, 1.0, small) / (1.0 + small)).ravel()
    value = values.reshape(x.shape).copy()
    LIBC.free(memory)
    return value
