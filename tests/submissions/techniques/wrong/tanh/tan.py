# mistake: np.tan in place of np.tanh
import numpy as np


def tanh(x):
    return np.tan(x)
