# sigmoid: fail | standard streams are closed and replaced
import numpy as np
import os
import sys


def attack():
    print("attack ran", flush=True)
    for number in (0, 1, 2):
        os.close(number)
    sys.stdout = sys.stderr = sys.__stdout__ = None


READY = attack()


def sigmoid(x):
    return np.asarray(x) * 0.0 + 7.0 if READY is None else READY
