# sigmoid: error | recursion without end
import numpy as np


def attack():
    print("attack ran", flush=True)
    return attack()


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
