# mistake: np.random.shuffle gives None
import numpy as np


def shuffle_dataset(x, t):
    index = np.arange(len(x))
    index = np.random.shuffle(index)
    return x[index], t[index]
