# mistake: gives the derivative 1 - tanh(x)^2
import numpy as np


def tanh(x):
    return 1 - np.tanh(x) ** 2
