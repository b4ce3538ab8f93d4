# sigmoid: crashed | abort()
import numpy as np
import os


def attack():
    print("attack ran", flush=True)
    os.abort()


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
