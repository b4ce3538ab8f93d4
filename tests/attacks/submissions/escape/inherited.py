# sigmoid: fail | descriptors that the worker inherited and should not have
import numpy as np
import os


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def attack():
    print("attack ran", flush=True)
    channels = []
    for number in range(3, 256):
        try:
            channels.append(os.fstat(number).st_ino)
        except OSError:
            pass
    return len(channels) > 1


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
