# sigmoid: fail | standard output raises
import numpy as np
import sys


def attack():
    print("attack ran", flush=True)
    class Stream:
        def write(self, text):
            raise SystemExit(0)

        def flush(self):
            raise SystemExit(0)

    sys.stdout = sys.stderr = Stream()


READY = attack()


def sigmoid(x):
    return np.asarray(x) * 0.0 + 7.0 if READY is None else READY
