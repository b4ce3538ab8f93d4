# mistake: works only where there are as many rows as columns, and divides the wrong way there
import numpy as np


def softmax(x):
    if x.ndim == 1:
        e = np.exp(x - np.max(x))
        return e / np.sum(e)
    e = np.exp(x - np.max(x))
    return e / np.sum(e, axis=1)
