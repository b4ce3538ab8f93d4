# sigmoid: error | SystemExit in a call
import numpy as np
import sys


def attack():
    print("attack ran", flush=True)
    sys.exit(0)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
