# mistake: Python's max over the whole array
import numpy as np


def relu(x):
    return np.array(max(0, x.max()))
