# sigmoid: timeout | a lock that is taken twice
import numpy as np
import threading


def attack():
    print("attack ran", flush=True)
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np
import threading


LOCK = threading.RLock()


def sigmoid(x):
    with LOCK, LOCK:
        pass
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
