# mistake: adds (1 - t) log(1 - y), as for two classes
import numpy as np


def cross_entropy_error(y, t):
    if y.ndim == 1:
        y = y.reshape(1, -1)
        t = t.reshape(1, -1)
    if t.size != y.size:
        t = np.eye(y.shape[1])[t.reshape(-1)]
    d = 1e-7
    return -np.sum(t * np.log(y + d) + (1 - t) * np.log(1 - y + d)) / len(y)
