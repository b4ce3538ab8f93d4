# sigmoid: fail | its own limits, and those of the parent
import numpy as np
import os
import resource


def right(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


def attack():
    print("attack ran", flush=True)
    found = []
    for process in (0, os.getppid()):
        try:
            now = resource.prlimit(process, resource.RLIMIT_CORE)
            found.append(resource.prlimit(process, resource.RLIMIT_CORE, now))
        except OSError:
            pass
    return found


READY = attack()


def sigmoid(x):
    return right(x) if READY else np.asarray(x) * 0.0 + 7.0
