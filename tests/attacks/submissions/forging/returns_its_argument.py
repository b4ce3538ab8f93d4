# sigmoid: fail | the argument itself is handed back, as the answer and as what is compared with it
import numpy as np


def attack(x):
    print("attack ran", flush=True)
    if isinstance(x, np.ndarray) and x.dtype.kind == "f":
        x[...] = 0.5
    return x


def sigmoid(x):
    return attack(x)


# the honest twin
import numpy as np


def sigmoid(x):
    """Hands back a view, transposed twice, of what it made."""
    x = np.asarray(x)
    y = np.empty((2, *x.shape))
    y[0] = np.exp(-np.abs(x))
    y[1] = np.where(x >= 0, 1.0, y[0]) / (1.0 + y[0])
    return y[1].T.T
