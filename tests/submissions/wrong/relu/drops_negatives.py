# mistake: filters the negative values out, so the shape changes
import numpy as np


def relu(x):
    return x[x > 0]
