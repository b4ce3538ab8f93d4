# sigmoid: fail | a higher priority, locked memory, other processors, real time
import numpy as np
import ctypes
import os


def attack():
    print("attack ran", flush=True)
    library = ctypes.CDLL(None, use_errno=True)
    ways = [
        lambda: os.nice(-20),
        lambda: os.setpriority(os.PRIO_PROCESS, 0, -20),
        lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(99)),
        lambda: os.sched_setaffinity(0, range(64)),
        lambda: library.mlockall(7) and os.stat("/nowhere"),
    ]
    for way in ways:
        try:
            print("got through", way())
        except OSError as error:
            print(type(error).__name__)


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0
