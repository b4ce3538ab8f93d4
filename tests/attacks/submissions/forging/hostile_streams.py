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


# the honest twin
import numpy as np
import sys


class Tee:
    """Standard output to several places."""

    def __init__(self, *streams):
        self.streams = streams

    def write(self, text):
        for stream in self.streams:
            stream.write(text)

    def flush(self):
        for stream in self.streams:
            stream.flush()


sys.stdout = Tee(sys.__stdout__, sys.stderr)


def sigmoid(x):
    sys.stdout = Tee(sys.__stdout__)
    print("x", x, flush=True)
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)
