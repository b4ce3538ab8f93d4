# sigmoid: fail | read-only memory is written through /proc/self/mem
import ctypes
import numpy as np


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def attack():
    print("attack ran", flush=True)
    try:
        with open("/proc/self/mem", "r+b", buffering=0) as memory:
            memory.seek(id(object) + 16)
            return memory.write(ctypes.string_at(id(object) + 16, 8)) == 8
    except OSError:
        return None


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
