# sigmoid: fail | the encoder of the worker writes something else
import numpy as np
import sys


def attack():
    print("attack ran", flush=True)
    frames = sys.modules["dlgrade_worker.frames"]
    frames.Writer.value = lambda self, value, depth=0: ["d", ["state", "pass"], ["points", 4]]
    frames.Writer.nodes = -(1 << 60)


READY = attack()


def sigmoid(x):
    return np.asarray(x) * 0.0 + 7.0 if READY is None else READY
