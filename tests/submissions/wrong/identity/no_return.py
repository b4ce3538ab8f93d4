# mistake: nothing is returned
import numpy as np


def identity_function(x):
    x = x
