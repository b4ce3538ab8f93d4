# sigmoid: memory timeout | lists that grow for ever
import numpy as np


def attack():
    print("attack ran", flush=True)
    hoard = []
    while True:
        hoard.append(bytes(1 << 26))


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
