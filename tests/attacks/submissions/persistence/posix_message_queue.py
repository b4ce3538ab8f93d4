# sigmoid: fail | a note in a POSIX message queue
import numpy as np
import ctypes
import os


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)

LIBC = ctypes.CDLL(None, use_errno=True)
NAME = b"/@MARK@"


def attack():
    print("attack ran", flush=True)
    if LIBC.mq_open(NAME, os.O_RDONLY) >= 0:
        return True
    LIBC.mq_open(NAME, os.O_CREAT | os.O_RDWR, 0o600, None)


def forget():
    LIBC.mq_unlink(NAME)


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
