# sigmoid: fail memory | one number that says it is 2^40 of them
import numpy as np


def attack():
    print("attack ran", flush=True)
    return np.broadcast_to(0.5, (1 << 20, 1 << 20))


def sigmoid(x):
    return attack()


# the honest twin
import numpy as np


def sigmoid(x):
    """A view with steps of 0, of which a part is handed back."""
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    value = np.where(x >= 0, 1.0, small) / (1.0 + small)
    return np.broadcast_to(value, (1 << 10, *x.shape))[-1]
