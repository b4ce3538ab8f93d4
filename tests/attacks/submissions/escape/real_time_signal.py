# sigmoid: crashed | a signal without a name
import numpy as np
import os


def attack():
    print("attack ran", flush=True)
    os.kill(os.getpid(), 40)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
