# sigmoid: memory | 8 GiB as bytes
import numpy as np


def attack():
    print("attack ran", flush=True)
    return bytes(8 << 30)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
