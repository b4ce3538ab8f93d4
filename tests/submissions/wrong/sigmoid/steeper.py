# mistake: the steepness was doubled
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-2 * x))
