# sigmoid: timeout | sleep without end while the module is loaded
import numpy as np
import time


def attack():
    print("attack ran", flush=True)
    time.sleep(1 << 20)


READY = attack()


def sigmoid(x):
    return np.asarray(x) * 0.0 + 7.0 if READY is None else READY
