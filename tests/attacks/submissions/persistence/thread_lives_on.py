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
