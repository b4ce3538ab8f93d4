# sigmoid: timeout | a call of C that sleeps and never lets go of the interpreter
import numpy as np
import ctypes
import threading


def attack():
    print("attack ran", flush=True)
    threading.Thread(target=ctypes.CDLL(None).pause, daemon=True).start()
    ctypes.PyDLL(None).pause()


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np
import ctypes
import ctypes.util


def sigmoid(x):
    assert ctypes.CDLL(None).abs(-1) == 1
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
