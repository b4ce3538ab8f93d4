# sigmoid: fail | a list that holds itself, a dictionary a hundred thousand deep
import numpy as np


DEEP = [{}]


def attack(x):
    print("attack ran", flush=True)
    if np.ndim(x) == 1:
        loop = []
        loop.append(loop)
        return loop
    if len(DEEP) == 1:
        for _ in range(100_000):
            DEEP.append({"deep": DEEP[-1]})
    return DEEP[-1]


def sigmoid(x):
    return attack(x)


# the honest twin
import numpy as np


def sigmoid(x):
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
