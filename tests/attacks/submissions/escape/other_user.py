# sigmoid: fail | another user, other groups, capabilities taken back
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
    for way in (lambda: os.setuid(12345), lambda: os.setgroups([0, 4]), lambda: os.setresgid(4, 4, 4)):
        try:
            way()
            return True
        except OSError:
            pass
    header = struct.pack("=Ii", 0x20080522, 0)
    every = struct.pack("=6I", *[0x3FFFFFFF] * 2, 0, *[0] * 3)
    return call(126, 91, header, every) == 0


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
