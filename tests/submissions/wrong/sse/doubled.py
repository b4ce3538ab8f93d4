# mistake: times 2 in place of divided by 2
import numpy as np


def sum_squared_error(y, t):
    return 2 * np.sum((y - t) ** 2)
