# sigmoid: timeout | a loop that catches whatever is raised in it
import numpy as np


def attack():
    print("attack ran", flush=True)
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np


def sigmoid(x):
    """Tries three ways, and catches whatever is raised in them."""
    for way in (lambda: 1 / 0, lambda: x.no_such_method(), lambda: np.exp(-np.abs(x))):
        try:
            small = way()
        except BaseException:
            continue
        else:
            break
        finally:
            done = True
    return np.where(np.asarray(x) >= 0, 1.0, small) / (1.0 + small)
