# mistake: the features are shuffled too
import numpy as np


def shuffle_dataset(x, t):
    permutation = np.random.permutation(len(x))
    x = x[:, np.random.permutation(x.shape[1])]
    return x[permutation], t[permutation]
