# sigmoid: fail | signals to the parent, to the group and to all
import numpy as np
import os
import signal


def attack():
    print("attack ran", flush=True)
    for target in (os.getppid(), 0, -1, -os.getppid(), @JUDGE@, 1):
        for number in (signal.SIGTERM, signal.SIGKILL, signal.SIGSTOP):
            try:
                os.kill(target, number)
            except OSError as error:
                print(type(error).__name__)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
