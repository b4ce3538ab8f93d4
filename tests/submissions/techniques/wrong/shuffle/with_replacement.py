# mistake: drawn with replacement: some are lost, some doubled
import numpy as np


def shuffle_dataset(x, t):
    permutation = np.random.choice(len(x), len(x))
    return x[permutation], t[permutation]
