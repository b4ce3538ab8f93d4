# mistake: cuts below 1 and not below 0
import numpy as np


def relu(x):
    return np.where(x > 1, x, 0)
