# sigmoid: timeout | sleep without end
import numpy as np
import time


def attack():
    print("attack ran", flush=True)
    while True:
        time.sleep(1000)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
