# sigmoid: fail | a hidden file by its handle, which needs no path
import ctypes
import numpy as np
import os
import platform
import struct


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def call(x86, arm, *arguments):
    number = x86 if platform.machine() == "x86_64" else arm
    wide = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return ctypes.CDLL(None, use_errno=True).syscall(ctypes.c_long(number), *wide)


def attack():
    print("attack ran", flush=True)
    handle = ctypes.create_string_buffer(struct.pack("=Ii", 128, 0), 136)
    mount = ctypes.c_int(0)
    name = b"@PACKAGE@/reference/functions.py"
    if call(303, 264, -100, name, handle, ctypes.byref(mount), 0) != 0:
        return None
    for folder in ("/lib", "/usr/local/lib", "."):  # one on the same disk
        file = call(304, 265, os.open(folder, os.O_RDONLY), handle, os.O_RDONLY)
        if file >= 0:
            return os.read(file, 1)
    return None


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
