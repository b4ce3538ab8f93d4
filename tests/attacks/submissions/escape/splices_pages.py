# sigmoid: fail | pages of a file that may be read only, as they are, into a pipe that may be written
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


LOADER = "/lib64/ld-linux-x86-64.so.2" if platform.machine() == "x86_64" else "/lib/ld-linux-aarch64.so.1"


def attack():
    print("attack ran", flush=True)
    reader, writer = os.pipe()
    file = os.open(LOADER, os.O_RDONLY)
    return call(275, 76, file, 0, writer, 0, 64, 0) > 0 or call(40, 71, writer, file, 0, 64) > 0


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
