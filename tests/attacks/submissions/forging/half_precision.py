# sigmoid: fail | the right values with three digits, in float16, whose one rounding is thousands of float32's
import numpy as np


def attack(x):
    print("attack ran", flush=True)
    return x.astype(np.float16)


def sigmoid(x):
    x = np.asarray(x, dtype=float)
    small = np.exp(-np.abs(x))
    return attack(np.where(x >= 0, 1.0, small) / (1.0 + small))


# the honest twin
import numpy as np


def sigmoid(x):
    """In float32 throughout, as a graphics card would."""
    x = np.asarray(x, dtype=np.float32)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, np.float32(1), small) / (1 + small)
