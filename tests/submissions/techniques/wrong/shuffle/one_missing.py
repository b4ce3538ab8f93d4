# mistake: the last one is lost
import numpy as np


def shuffle_dataset(x, t):
    permutation = np.random.permutation(len(x) - 1)
    return x[permutation], t[permutation]
