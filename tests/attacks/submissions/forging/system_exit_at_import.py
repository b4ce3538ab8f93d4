# sigmoid: error fail | SystemExit while the module is loaded
import numpy as np
import sys


def attack():
    print("attack ran", flush=True)
    sys.exit(0)


READY = attack()


def sigmoid(x):
    return np.asarray(x) * 0.0 + 7.0 if READY is None else READY
