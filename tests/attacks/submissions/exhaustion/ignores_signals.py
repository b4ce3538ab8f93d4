# sigmoid: timeout | a loop that ignores every signal it can
import numpy as np
import signal


def attack():
    print("attack ran", flush=True)
    for number in range(1, signal.NSIG):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    while True:
        pass


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
