import math

import numpy as np


def _counted(count):
    def split(x, t, rate=0.2):
        order, n = np.random.permutation(len(x)), count(len(x) * rate)
        return x[order[n:]], t[order[n:]], x[order[:n]], t[order[:n]]

    return split


# 1e-9: 0.2 · 50 must not be rounded up to 11
VARIANTS = {"rounded": _counted(round), "rounded_up": _counted(lambda n: math.ceil(n - 1e-9))}
