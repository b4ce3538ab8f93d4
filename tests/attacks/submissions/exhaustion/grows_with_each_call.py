# sigmoid: memory | a list that grows by as much with each call as one call may have
import numpy as np


HOARD = []


def attack():
    print("attack ran", flush=True)
    while True:
        HOARD.append(np.empty(1 << 25))
        if len(HOARD) % 3 == 0:
            return


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np


HISTORY = []


def sigmoid(x):
    HISTORY.append(np.copy(x))
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
