# sigmoid: timeout | a loop that catches whatever is raised in it
import numpy as np


def attack():
    print("attack ran", flush=True)
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
