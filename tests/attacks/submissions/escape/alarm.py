# sigmoid: crashed | an alarm ends the process after the call
import numpy as np
import signal
import time


def attack():
    print("attack ran", flush=True)
    signal.setitimer(signal.ITIMER_REAL, 0.001)
    time.sleep(0.1)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
