# mistake: normalised over axis 0 of the batch
import numpy as np


def softmax(x):
    e = np.exp(x - x.max(axis=0))
    return e / e.sum(axis=0)
