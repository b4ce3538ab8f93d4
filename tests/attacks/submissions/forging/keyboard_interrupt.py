# sigmoid: error | KeyboardInterrupt in a call
import numpy as np


def attack():
    print("attack ran", flush=True)
    raise KeyboardInterrupt


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
