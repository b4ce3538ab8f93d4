# sigmoid: fail | signals with a sender that is made up, to the parent and to its thread
import ctypes
import numpy as np
import os
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
    told = ctypes.create_string_buffer(128)
    told[8] = 0xFF  # SI_QUEUE is -1
    told[9] = told[10] = told[11] = 0xFF
    parent = os.getppid()
    return call(129, 138, parent, 0, told) == 0 or call(297, 240, parent, parent, 0, told) == 0


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
