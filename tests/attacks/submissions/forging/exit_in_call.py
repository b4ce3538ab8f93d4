# sigmoid: crashed | the process ends well in a call
import numpy as np
import os


def attack():
    print("attack ran", flush=True)
    print('{"state": "pass", "points": 4}', flush=True)
    os._exit(0)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
