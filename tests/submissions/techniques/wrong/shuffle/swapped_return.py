# mistake: t, x
import numpy as np


def shuffle_dataset(x, t):
    permutation = np.random.permutation(len(x))
    return t[permutation], x[permutation]
