# mistake: gives 1 and not x for positive values
import numpy as np


def relu(x):
    return (x > 0).astype(float)
