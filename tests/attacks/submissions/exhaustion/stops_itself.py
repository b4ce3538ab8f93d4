# sigmoid: timeout | SIGSTOP to itself
import numpy as np
import os
import signal


def attack():
    print("attack ran", flush=True)
    os.kill(os.getpid(), signal.SIGSTOP)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
