# sigmoid: fail timeout error memory | an answer that never ends, and one that is made as it is read
import numpy as np
import itertools


class Endless(list):
    def __iter__(self):
        return iter(itertools.repeat(7.0))


def attack(x):
    print("attack ran", flush=True)
    return Endless([7.0]) if np.ndim(x) == 1 else itertools.count()


def sigmoid(x):
    return attack(x)


# the honest twin
import numpy as np
import itertools


def sigmoid(x):
    assert list(itertools.islice(itertools.count(), 3)) == [0, 1, 2]
    x = np.asarray(x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)
