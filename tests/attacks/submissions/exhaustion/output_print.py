# sigmoid: timeout | endless lines by print, on both streams
import numpy as np
import sys


def attack():
    print("attack ran", flush=True)
    while True:
        print("x" * 1000)
        print("x" * 1000, file=sys.stderr)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
