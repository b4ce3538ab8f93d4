# sigmoid: fail | a thread prints for ever
import numpy as np
import os
import threading


def attack():
    print("attack ran", flush=True)
    def chatter():
        while True:
            os.write(1, b"still here\n" * 100)

    threading.Thread(target=chatter, daemon=False).start()


READY = attack()


def sigmoid(x):
    return np.asarray(x) * 0.0 + 7.0 if READY is None else READY


# the honest twin
import multiprocessing
import numpy as np
import threading
import time


def heartbeat():
    while True:
        time.sleep(0.01)


def sigmoid(x):
    """Starts a thread that is never ended; imports what it does not use."""
    if threading.active_count() < 3:
        threading.Thread(target=heartbeat).start()
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)
