# sigmoid: fail error | an audit hook that refuses everything the worker does next
import numpy as np
import sys


def attack():
    print("attack ran", flush=True)
    def hook(event, arguments):
        if event.startswith("socket"):
            raise RuntimeError("no")

    sys.addaudithook(hook)


READY = attack()


def sigmoid(x):
    return np.asarray(x) * 0.0 + 7.0 if READY is None else READY


# the honest twin
import functools
import numpy as np
import sys

SEEN = []


def note(event, arguments):
    """Notes which files are opened."""
    if event == "open":
        SEEN.append(arguments[0])


@functools.lru_cache(maxsize=None)
def once():
    sys.addaudithook(note)
    return True


def sigmoid(x):
    assert once()
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)
