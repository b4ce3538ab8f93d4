# sigmoid: fail | ten million parts that are one list sixteen times in itself
import numpy as np


def attack():
    print("attack ran", flush=True)
    parts = [7.0] * 10
    for _ in range(6):
        parts = [parts] * 10
    return parts


def sigmoid(x):
    return attack()


# the honest twin
import numpy as np


def sigmoid(x):
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
