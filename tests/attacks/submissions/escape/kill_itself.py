# sigmoid: error | SIGKILL to itself in a call
import numpy as np
import os
import signal


def attack():
    print("attack ran", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
