# sigmoid: fail | a disk that is reserved at once and never written to
import numpy as np
import ctypes
import os


def attack():
    print("attack ran", flush=True)
    library = ctypes.CDLL(None, use_errno=True)
    handle = os.open("reserved", os.O_CREAT | os.O_RDWR)
    for keep_size in (1, 0):
        for size in (1 << 40, 1 << 30, 1 << 26):
            print(library.fallocate(handle, keep_size, ctypes.c_long(0), ctypes.c_long(size)))
    try:
        os.posix_fallocate(handle, 0, 1 << 26)
    except OSError as error:
        print(error)
    assert os.fstat(handle).st_blocks < 1 << 16


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
