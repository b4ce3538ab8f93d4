# mistake: y² - t² in place of (y - t)²
import numpy as np


def sum_squared_error(y, t):
    return 0.5 * np.sum(y ** 2 - t ** 2)
