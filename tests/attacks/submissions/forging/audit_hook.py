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
