# mistake: lets a hundredth of the negative values through
import numpy as np


def relu(x):
    return np.where(x > 0, x, 0.01 * x)
