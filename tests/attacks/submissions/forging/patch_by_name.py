# sigmoid: fail error crashed refused timeout memory | every function of every module of ours is replaced, by name
import numpy as np
import sys


def attack():
    print("attack ran", flush=True)
    spaces = [vars(module) for module in list(sys.modules.values()) if module]
    frame = sys._getframe()
    while frame is not None:
        spaces.append(frame.f_globals)
        frame = frame.f_back
    for space in spaces:
        if space.get("__name__", "").partition(".")[0] in ("dlgrade", "dlgrade_worker"):
            for name, value in list(space.items()):
                if callable(value) and not name.startswith("__"):
                    space[name] = lambda *args, **kwargs: True


READY = attack()


def sigmoid(x):
    return np.asarray(x) * 0.0 + 7.0 if READY is None else READY


# the honest twin
import sys

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def stable(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)


for name, value in list(vars(sys.modules[__name__]).items()):
    if name == "sigmoid":
        setattr(sys.modules[__name__], name, stable)
