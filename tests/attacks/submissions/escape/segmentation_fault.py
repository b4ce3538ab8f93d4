# sigmoid: crashed | a read of address 0
import numpy as np
import ctypes


def attack():
    print("attack ran", flush=True)
    ctypes.string_at(0)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
