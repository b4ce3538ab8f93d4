# mistake: 0.01 is written in, alpha is never used
import numpy as np


def leaky_relu(x, alpha=0.01):
    return np.where(x > 0, x, 0.01 * x)
