# sigmoid: timeout | a dictionary whose keys all have the same hash
import numpy as np


def attack():
    print("attack ran", flush=True)
    return {number * (2**61 - 1): number for number in range(1_000_000)}


def sigmoid(x):
    attack()
    return np.asarray(x) * 0.0 + 7.0


# the honest twin
import numpy as np


def sigmoid(x):
    assert len({number: number for number in range(100_000)}) == 100_000
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
