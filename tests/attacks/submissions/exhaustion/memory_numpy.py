# sigmoid: memory timeout | 8 GiB as an array
import numpy as np


def attack():
    print("attack ran", flush=True)
    return np.ones(1 << 30)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
