# sigmoid: fail | a device node by a rename that leaves one behind
import ctypes
import numpy as np
import os
import platform
import stat


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def call(x86, arm, *arguments):
    number = x86 if platform.machine() == "x86_64" else arm
    wide = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return ctypes.CDLL(None, use_errno=True).syscall(ctypes.c_long(number), *wide)


def attack():
    print("attack ran", flush=True)
    with open("a", "w"):
        pass
    here = -100
    rename_whiteout = 4
    if call(316, 276, here, b"a", here, b"b", rename_whiteout) != 0:
        return None
    found = stat.S_ISCHR(os.stat("a").st_mode)
    os.unlink("a")
    return found


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
