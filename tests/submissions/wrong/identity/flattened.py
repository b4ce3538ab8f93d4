# mistake: gives x as a flat vector
import numpy as np


def identity_function(x):
    return x.flatten()
