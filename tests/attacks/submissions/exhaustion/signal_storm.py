# sigmoid: fail timeout | a timer a million times a second, and a handler that does nothing
import numpy as np
import signal


def attack():
    print("attack ran", flush=True)
    signal.signal(signal.SIGALRM, lambda *_: None)
    signal.signal(signal.SIGVTALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, 1e-6, 1e-6)
    signal.setitimer(signal.ITIMER_VIRTUAL, 1e-6, 1e-6)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
